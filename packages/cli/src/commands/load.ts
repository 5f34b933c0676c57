// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import { closeSync, fstatSync, openSync } from 'node:fs';

import { formatSize } from '@u-dma-buf-mgr/client';

import type { Arguments } from '../arguments/arguments.ts';
import { checkRange, readRange } from '../arguments/range.ts';
import type { Range } from '../arguments/range.ts';
import { findBuffer } from '../buffers/names.ts';
import { CommandError } from '../error.ts';
import type { ExitStatus } from '../exit-status.ts';
import { withNode } from '../files/node-file.ts';
import { cutAt, readPieces, readToEnd, writePieces } from '../files/pieces.ts';
import { say } from '../output/output.ts';
import { STDIN } from '../output/terminal.ts';
import { uninterrupted } from '../signals.ts';

export async function run(words: Arguments): Promise<ExitStatus> {
  const [name = '', path = ''] = words.operands;
  const buffer = findBuffer(name);
  const room = readRange(words, buffer.size);
  const isStandard = path === '-';
  const file = isStandard ? STDIN : openSync(path, 'r');
  try {
    const size = isStandard ? undefined : knownSize(file);
    if (size !== undefined) {
      checkRange({ offset: room.offset, size }, buffer.size);
    }
    const copied = await withNode(buffer, 'write', (node) =>
      size === undefined
        ? writePieces(
            node,
            room.offset,
            cutAt(room.size, readToEnd(file), () => tooMuch(path, room)),
            {},
          )
        : uninterrupted((interruption) =>
            writePieces(node, room.offset, readPieces(file, { offset: 0n, size }), { total: size, interruption }),
          ),
    );
    return say(`${name}: ${formatSize(copied)} of ${path} at ${room.offset.toString()}`);
  } finally {
    if (!isStandard) {
      closeSync(file);
    }
  }
}

/** Only a regular file tells its size; undefined for a pipe or a device. */
function knownSize(file: number): bigint | undefined {
  const status = fstatSync(file, { bigint: true });
  return status.isFile() ? status.size : undefined;
}

function tooMuch(path: string, { offset, size }: Range): CommandError {
  const source = path === '-' ? 'standard input' : path;
  return new CommandError(
    `${source} goes on after the ${formatSize(size)} that fit at offset ${offset.toString()}; these have been copied`,
  );
}
