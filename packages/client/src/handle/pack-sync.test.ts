// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import { assert, bigInt, property, tuple } from 'fast-check';

import { checkDirection, packSync } from './pack-sync.ts';

test.each([
  [0x1000n, 0x40n, 'bidirectional', 0x0000100000000041n],
  [0x1000n, 0x40n, 'to-device', 0x0000100000000045n],
  [0x1000n, 0x40n, 'from-device', 0x0000100000000049n],
  [0xfffffff0n, 0x10n, 'bidirectional', 0xfffffff000000011n],
] as const)('offset %p, size %p, %s', (offset, size, direction, value) => {
  expect(packSync({ offset, size }, 1n << 33n, direction)).toBe(value);
});

test.each([
  ['nothing', 0n, 0n, 4096n],
  ['an offset from 4 GiB on', 1n << 32n, 16n, 1n << 33n],
  ['a size from 4 GiB on', 0n, 1n << 32n, 1n << 33n],
  ['a buffer smaller than the unit', 0n, 15n, 15n],
])('%s has no such value', (_, offset, size, bufferSize) => {
  expect(packSync({ offset, size }, bufferSize, 'bidirectional')).toBeUndefined();
});

test('what is packed covers what was asked for, and stays inside the buffer', () => {
  const number = bigInt({ min: 0n, max: 1n << 20n });
  assert(
    property(tuple(number, number, number), ([offset, size, more]) => {
      const bufferSize = offset + size + more;
      const value = packSync({ offset, size }, bufferSize, 'bidirectional');
      if (value === undefined) {
        return size === 0n || ((size + 15n) / 16n) * 16n > bufferSize;
      }
      const [start, length] = [value >> 32n, value & 0xfffffff0n];
      return start <= offset && start + length >= offset + size && start + length <= bufferSize && length < size + 16n;
    }),
  );
});

test('a direction that is none is refused', () => {
  expect(() => checkDirection('to' as 'to-device')).toThrow(
    expect.objectContaining({
      code: 'direction',
      message: 'direction of a sync "to" is not valid; allowed: bidirectional, to-device, from-device',
    }),
  );
});
