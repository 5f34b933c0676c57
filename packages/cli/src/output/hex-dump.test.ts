// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import { execFileSync } from 'node:child_process';

import { HexDump } from './hex-dump.ts';

/** The text of a dump of these bytes, however they come in pieces. */
function dump(bytes: Uint8Array, pieceLength: number, offset = 0n): string {
  const lines = new HexDump(offset);
  let text = '';
  for (let at = 0; at < bytes.length; at += pieceLength) {
    text += lines.push(bytes.subarray(at, at + pieceLength));
  }
  return text + lines.end();
}

const samples: [string, Uint8Array][] = [
  ['every byte', Uint8Array.from({ length: 256 }, (_, index) => index)],
  ['no whole line', Buffer.from('hello')],
  ['lines that repeat', Buffer.concat([Buffer.alloc(100), Buffer.from('end'), Buffer.alloc(64, 'x')])],
  ['nothing but one line again and again', Buffer.alloc(4096, 0x5a)],
];

test.each(samples)('%s is shown as hexdump shows it', (_, bytes) => {
  const expected = execFileSync('hexdump', ['-C'], { input: bytes, encoding: 'utf8' });
  for (const pieceLength of [1, 15, 16, 1000]) {
    expect(dump(bytes, pieceLength)).toBe(expected);
  }
});

test('addresses are those in the buffer', () => {
  expect(dump(Buffer.from('hello'), 5, 0x1000n)).toBe(
    '00001000  68 65 6c 6c 6f                                    |hello|\n00001005\n',
  );
});
