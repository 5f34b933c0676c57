// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import { spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';

import { appendPieces, cutAt, readPieces, readToEnd, writePieces } from './pieces.ts';

/** As it came: a piece may share its memory with the next. */
function texts(pieces: Iterable<Buffer>): string[] {
  return Array.from(pieces, (piece) => piece.toString());
}

const pieces = ['abc', 'def'].map((text) => Buffer.from(text));
const tooMuch = (): Error => new Error('too much');

test('what fits is passed on', () => {
  expect(texts(cutAt(6n, pieces, tooMuch))).toEqual(['abc', 'def']);
  expect(texts(cutAt(7n, pieces, tooMuch))).toEqual(['abc', 'def']);
});

test.each([
  [5n, ['abc', 'de']],
  [3n, ['abc']],
  [2n, ['ab']],
])('of more than %p what fits comes before the error', (size, expected) => {
  const seen: string[] = [];
  expect(() => {
    for (const piece of cutAt(size, pieces, tooMuch)) {
      seen.push(piece.toString());
    }
  }).toThrow('too much');
  expect(seen).toEqual(expected);
});

test('a pipe is written to its end, also where it is full meanwhile', async () => {
  const reader = spawn('sh', ['-c', 'sleep 0.2; wc -c >&2'], { stdio: ['pipe', 'ignore', 'pipe'] });
  let counted = '';
  reader.stderr.on('data', (part: Buffer) => (counted += part.toString()));
  // The handle of Node's stream is non-blocking.
  const { fd } = (reader.stdin as unknown as { _handle: { fd: number } })._handle;
  const sent = [Buffer.alloc(1 << 20, 'x'), Buffer.from('end')];
  expect(await appendPieces(fd, sent, {})).toBe((1n << 20n) + 3n);
  reader.stdin.end();
  await new Promise((resolve) => reader.on('close', resolve));
  expect(Number(counted)).toBe((1 << 20) + 3);
});

test('a file is read from its beginning to its end', () => {
  const file = openSync(__filename, 'r');
  try {
    const all = Buffer.concat([...readPieces(file, { offset: 0n, size: 100n })]);
    expect(
      Buffer.concat([...readToEnd(file)])
        .subarray(0, 100)
        .equals(all),
    ).toBe(true);
    expect([...readToEnd(file)]).toEqual([]);
  } finally {
    closeSync(file);
  }
});

test('what is shorter than it was said to be is an error', () => {
  const file = openSync('/dev/null', 'r');
  expect(() => [...readPieces(file, { offset: 0n, size: 3n })]).toThrow('it ended 3 bytes early');
  closeSync(file);
});

test('a place is written', async () => {
  const file = openSync('/dev/null', 'w');
  expect(await writePieces(file, 5n, pieces, { total: 6n })).toBe(6n);
  closeSync(file);
});
