// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import fc from 'fast-check';

import { format } from './format.ts';
import type { Parsed } from './parse.ts';
import { CommandStream } from './stream.ts';

const show = (parsed: Parsed): string => (parsed.error === undefined ? format(parsed.command) : parsed.error.code);

function pushed(...pieces: (string | Uint8Array)[]): string[][] {
  const stream = new CommandStream();
  return pieces.map((piece) => stream.push(piece).map(show));
}

test('LF, semicolon and NUL end a command', () => {
  expect(pushed('delete a\ndelete b;delete c\0delete d')).toEqual([['delete a', 'delete b', 'delete c']]);
});

test('a command may come in pieces', () => {
  expect(pushed('create', ' a', ' 40', Buffer.from('96'), '\n', '')).toEqual([[], [], [], [], ['create a 4096'], []]);
});

test('blank commands are told, and errors do not disturb what follows', () => {
  expect(pushed(';nonsense\n\ndelete a\n')).toEqual([['', 'EINVAL', '', 'delete a']]);
});

test('a command over 1024 bytes is refused once, as soon as it is too long, and skipped', () => {
  expect(pushed('x'.repeat(1024), 'x', 'x'.repeat(5000), 'x\ndelete a\n')).toEqual([[], ['E2BIG'], [], ['delete a']]);
  expect(pushed(`${'x'.repeat(5000)};delete a;`)).toEqual([['E2BIG', 'delete a']]);
  expect(pushed(`${' '.repeat(1016)}delete a\n`, ' '.repeat(1024), '\n')).toEqual([['delete a'], [], ['']]);
});

test('pieces may have more bytes than a call has arguments', () => {
  const names = Array.from({ length: 2000 }, (_, index) => `delete a${index}`);
  expect(pushed(Buffer.from(names.map((name) => `${name}\n`).join('')))).toEqual([names]);
});

test('the size of the machine counts', () => {
  const [parsed] = new CommandStream(0xffffffffn).push('create a 0x100000000\n');
  expect(parsed?.error?.code).toBe('EOVERFLOW');
});

test('it makes no difference where the pieces end', () => {
  const alphabet = fc.constantFrom('create a', ' ', '\n', ';', '\0', 'delete b', '1', 'x'.repeat(500));
  const text = fc.array(alphabet, { maxLength: 12 }).map((parts) => parts.join(''));
  fc.assert(
    fc.property(text, fc.array(fc.nat(3000), { maxLength: 4 }), (whole, cuts) => {
      const ends = [...cuts, whole.length].sort((a, b) => a - b);
      const pieces = ends.map((end, index) => whole.slice(index === 0 ? 0 : ends[index - 1], end));
      expect(pushed(...pieces).flat()).toEqual(pushed(whole).flat());
    }),
  );
});
