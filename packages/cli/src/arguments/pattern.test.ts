// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import { parsePattern, repeatPattern } from './pattern.ts';

test.each<[string, number[]]>([
  ['0', [0]],
  ['255', [255]],
  ['0x5a', [0x5a]],
  ['0xDEADbeef', [0xde, 0xad, 0xbe, 0xef]],
])('%s', (text, bytes) => {
  expect([...parsePattern(text)]).toEqual(bytes);
});

test.each([
  ['', undefined],
  ['256', undefined],
  ['5a', undefined],
  ['-1', undefined],
  ['0x', undefined],
  ['0x5', 'a digit is missing: did you mean 0x05?'],
  ['0x5a5', 'a digit is missing: did you mean 0x05a5?'],
  ['00x5a', undefined],
  ['0x5a ', undefined],
])('%p is refused', (text, hint) => {
  expect(() => parsePattern(text)).toThrow(expect.objectContaining({ name: 'UsageError', hint }));
});

test('goes on over the ends of its pieces', () => {
  const size = 3 * (1 << 20) + 1;
  const filled = Buffer.concat([...repeatPattern(parsePattern('0x010203'), BigInt(size))]);
  expect(filled).toHaveLength(size);
  expect(filled.equals(Buffer.alloc(size, Buffer.from([1, 2, 3])))).toBe(true);
});
