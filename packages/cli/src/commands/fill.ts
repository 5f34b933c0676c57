// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import { formatSize } from '@u-dma-buf-mgr/client';

import type { Arguments } from '../arguments/arguments.ts';
import { parsePattern, repeatPattern } from '../arguments/pattern.ts';
import { readRange } from '../arguments/range.ts';
import { findBuffer } from '../buffers/names.ts';
import type { ExitStatus } from '../exit-status.ts';
import { withNode } from '../files/node-file.ts';
import { writePieces } from '../files/pieces.ts';
import { say } from '../output/output.ts';
import { uninterrupted } from '../signals.ts';

export async function run(words: Arguments): Promise<ExitStatus> {
  const [name = '', text = '0'] = words.operands;
  const pattern = parsePattern(text);
  const buffer = findBuffer(name);
  const { offset, size } = readRange(words, buffer.size);
  await withNode(buffer, 'write', (node) =>
    uninterrupted((interruption) =>
      writePieces(node, offset, repeatPattern(pattern, size), { total: size, interruption }),
    ),
  );
  return say(`${name}: ${formatSize(size)} of 0x${pattern.toString('hex')} at ${offset.toString()}`);
}
