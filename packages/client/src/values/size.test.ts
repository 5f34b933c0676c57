// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import { MAX_SIZE } from '@u-dma-buf-mgr/protocol';

import { ValueError } from './error.ts';
import { formatSize, parseSize } from './size.ts';

test.each<[string, bigint]>([
  ['1', 1n],
  ['65536', 65536n],
  ['0x10000', 65536n],
  ['0Xff', 255n],
  ['64K', 65536n],
  ['64k', 65536n],
  ['64KiB', 65536n],
  ['16MiB', 16777216n],
  ['3G', 3221225472n],
  ['2T', 2199023255552n],
  ['0x100010000', 4295032832n],
  ['9007199254740993', 9007199254740993n],
  ['0xffffffffffffffff', MAX_SIZE],
  ['16777215T', 16777215n << 40n],
])('%s is read as %d', (text, size) => {
  expect(parseSize(text)).toBe(size);
});

test.each([
  '',
  ' ',
  '0',
  '0x',
  '0x0',
  '0K',
  '-1',
  '+1',
  '1.5M',
  '64KB',
  '64kB',
  '1e6',
  '64 K',
  '4096B',
  '0x10K',
  '010',
  '64Kib',
  '1P',
])('%p is no size', (text) => {
  expect(() => parseSize(text)).toThrow(ValueError);
});

test.each(['18446744073709551616', '0x10000000000000000', '16777216T'])('%s is beyond 64 bits', (text) => {
  expect(() => parseSize(text)).toThrow(/less than 2\^64 bytes/);
});

test.each([
  ['64Mi', 'write 64MiB'],
  ['1gi', 'write 1GiB'],
  ['64Kib', 'write 64KiB'],
  ['64KB', 'write 64K for powers of 1024, or count the bytes for powers of 1000'],
  ['1mB', 'write 1M for powers of 1024, or count the bytes for powers of 1000'],
  ['0010', 'write 10 for decimal, or 0x10 for hexadecimal'],
  ['lots', undefined],
])('%s gets the hint %p', (text, hint) => {
  expect(() => parseSize(text)).toThrow(expect.objectContaining({ code: 'size', value: text, hint }));
});

test.each<[bigint, string]>([
  [1n, '1'],
  [1023n, '1023'],
  [1024n, '1K'],
  [65537n, '65537'],
  [65536n, '64K'],
  [1536n, '1536'],
  [1572864n, '1536K'],
  [1n << 32n, '4G'],
  [(1n << 32n) + 65536n, '4194368K'],
  [1n << 50n, '1024T'],
  [MAX_SIZE, '18446744073709551615'],
])('%d is written as %s, which reads the same', (size, text) => {
  expect(formatSize(size)).toBe(text);
  expect(parseSize(text)).toBe(size);
});
