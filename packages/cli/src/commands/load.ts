// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import { closeSync, fstatSync, openSync } from 'node:fs';

import { formatSize } from '@u-dma-buf-mgr/client';

import type { Arguments } from '../arguments/arguments.ts';
import { checkRange, readRange } from '../arguments/range.ts';
import { findBuffer } from '../buffers/names.ts';
import { CommandError } from '../error.ts';
import type { ExitStatus } from '../exit-status.ts';
import { readPieces, withNode, writePieces } from '../files/node-file.ts';
import { say } from '../output/output.ts';

export async function run(words: Arguments): Promise<ExitStatus> {
  const [name = '', path = ''] = words.operands;
  const buffer = findBuffer(name);
  const { offset } = readRange(words, buffer.size);
  const file = openSync(path, 'r');
  try {
    const size = fileSize(file, path);
    checkRange({ offset, size }, buffer.size);
    await withNode(buffer, 'write', (node, interruption) =>
      writePieces(node, offset, readPieces(file, { offset: 0n, size }), size, interruption),
    );
    return say(`${name}: ${formatSize(size)} of ${path} at ${offset.toString()}`);
  } finally {
    closeSync(file);
  }
}

function fileSize(file: number, path: string): bigint {
  const status = fstatSync(file, { bigint: true });
  if (!status.isFile()) {
    throw new CommandError(`${path} is not a regular file, so that its size is not known`);
  }
  return status.size;
}
