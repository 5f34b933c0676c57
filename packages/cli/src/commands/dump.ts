// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import type { Arguments } from '../arguments/arguments.ts';
import { readRange } from '../arguments/range.ts';
import type { Range } from '../arguments/range.ts';
import { findBuffer } from '../buffers/names.ts';
import { done } from '../exit-status.ts';
import type { ExitStatus } from '../exit-status.ts';
import { withNode } from '../files/node-file.ts';
import { writeOutput } from '../files/output-file.ts';
import { appendPieces, readPieces } from '../files/pieces.ts';
import { HexDump } from '../output/hex-dump.ts';
import { print } from '../output/output.ts';

export async function run(words: Arguments): Promise<ExitStatus> {
  const buffer = findBuffer(words.operands[0] ?? '');
  const range = readRange(words, buffer.size);
  const out = words.text('--out');
  await withNode(buffer, 'read', async (node) => {
    const pieces = readPieces(node, range);
    if (out === undefined) {
      printHex(pieces, range);
    } else {
      await writeOutput(out, 'contents', async (file, interruption) => {
        await appendPieces(file, pieces, { total: range.size, interruption });
      });
    }
  });
  return done;
}

function printHex(pieces: Iterable<Uint8Array>, { offset }: Range): void {
  const dump = new HexDump(offset);
  for (const piece of pieces) {
    print(dump.push(piece));
  }
  print(dump.end());
}
