// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import { isBufferName } from '@u-dma-buf-mgr/protocol';

import { ValueError } from './error.ts';
import { parseBufferName } from './name.ts';

const longest = 'a'.repeat(63);

test.each(['udmabuf8', '0', 'A', 'camera.0', 'a_b@c:d+e-f', longest])('%p is a buffer name', (text) => {
  expect(isBufferName(text)).toBe(true);
  expect(parseBufferName(text)).toBe(text);
});

test.each([
  '',
  '.',
  '..',
  '../x',
  'a/b',
  '.hidden',
  '-x',
  '_x',
  'a b',
  'a\tb',
  'a\n',
  'a;b',
  'a\0',
  'ä',
  `${longest}a`,
])('%p is none', (text) => {
  expect(isBufferName(text)).toBe(false);
  expect(() => parseBufferName(text)).toThrow(ValueError);
});

test('the error says what is allowed, and shows no control characters', () => {
  expect(() => parseBufferName('a\u001b[2J')).toThrow(
    'buffer name "a\\u001b[2J" is not valid; allowed: 1 to 63 characters of A-Z a-z 0-9 . _ @ : + - of which the first is a letter or a digit',
  );
});

test('a path in /dev is answered with the name in it', () => {
  expect(() => parseBufferName('/dev/udmabuf0')).toThrow(
    expect.objectContaining({
      code: 'name',
      value: '/dev/udmabuf0',
      hint: 'give the name without its directory: udmabuf0',
    }),
  );
});
