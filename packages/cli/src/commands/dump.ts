// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import type { Arguments } from '../arguments/arguments.ts';
import { readRange } from '../arguments/range.ts';
import type { Range } from '../arguments/range.ts';
import { findBuffer } from '../buffers/names.ts';
import { done } from '../exit-status.ts';
import type { ExitStatus } from '../exit-status.ts';
import { readPieces, withNode, writePieces } from '../files/node-file.ts';
import { replaceFile } from '../files/replace-file.ts';
import { HexDump } from '../output/hex-dump.ts';
import { print, printBytes } from '../output/output.ts';
import type { Interruption } from '../signals.ts';

export async function run(words: Arguments): Promise<ExitStatus> {
  const buffer = findBuffer(words.operands[0] ?? '');
  const range = readRange(words, buffer.size);
  const out = words.text('--out');
  await withNode(buffer, 'read', async (descriptor, interruption) => {
    switch (out) {
      case undefined:
        await printHex(readPieces(descriptor, range), range, interruption);
        break;
      case '-':
        for (const piece of readPieces(descriptor, range)) {
          await interruption.check();
          printBytes(piece);
        }
        break;
      default:
        await save(out, readPieces(descriptor, range), range, interruption);
    }
  });
  return done;
}

async function printHex(pieces: Iterable<Uint8Array>, { offset }: Range, interruption: Interruption): Promise<void> {
  const dump = new HexDump(offset);
  for (const piece of pieces) {
    await interruption.check();
    print(dump.push(piece));
  }
  print(dump.end());
}

async function save(
  path: string,
  pieces: Iterable<Uint8Array>,
  { size }: Range,
  interruption: Interruption,
): Promise<void> {
  await replaceFile(path, (file) => writePieces(file, 0n, pieces, size, interruption));
}
