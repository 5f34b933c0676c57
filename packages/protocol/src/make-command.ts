// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import type { BusName } from './bus.ts';
import type { CreateCommand, DeleteCommand } from './command.ts';
import { ProtocolError } from './error.ts';
import { createWords } from './format.ts';
import type { MmapMode } from './mmap-mode.ts';
import { parse } from './parse.ts';

/** A command's fields as a program has them. */
export interface CreateFields {
  readonly name: string;
  /** In bytes; above 2^53 as a bigint. */
  readonly size: bigint | number;
  readonly device?: string | undefined;
  readonly bus?: BusName | undefined;
  readonly dmaMask?: number | undefined;
  readonly mmapMode?: MmapMode | undefined;
  /** Physical; above 2^53 as a bigint. */
  readonly address?: bigint | number | undefined;
  readonly region?: string | undefined;
  readonly temporary?: boolean | undefined;
}

/** Throws where the module would refuse the command; the column is that of its canonical text. */
export function createCommand(fields: CreateFields): CreateCommand {
  const { size } = fields;
  const words = createWords(fields);
  if (size < 1 || (typeof size === 'number' && !Number.isSafeInteger(size))) {
    throw invalid(words, 2, 'size not a whole number of bytes');
  }
  if (typeof fields.address === 'number' && !Number.isSafeInteger(fields.address)) {
    throw invalid(
      words,
      words.findIndex((word) => word.startsWith('address=')),
      'address not a whole number',
    );
  }
  return parseWords(words) as CreateCommand;
}

export function deleteCommand(name: string): DeleteCommand {
  return parseWords(['delete', name]) as DeleteCommand;
}

/** The parser is the one judge of what a command may say; but it must see each word as one. */
function parseWords(words: readonly string[]): unknown {
  const broken = words.findIndex((word) => !/^[^ \t\n;\0]+$/.test(word));
  if (broken >= 0) {
    throw invalid(words, broken, 'empty, or not one word');
  }
  return parse(words.join(' '));
}

function invalid(words: readonly string[], index: number, reason: string): ProtocolError {
  const column = words.slice(0, index).join(' ').length + 2;
  return new ProtocolError({ code: 'EINVAL', column, text: words[index] ?? '', reason });
}
