// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import { Arguments } from './arguments.ts';
import { readRange } from './range.ts';

const range = (options: Record<string, string>): unknown =>
  readRange(new Arguments([], new Map(Object.entries(options))), 0x10000);

test.each<[Record<string, string>, bigint, bigint]>([
  [{}, 0n, 0x10000n],
  [{ '--offset': '4K' }, 4096n, 0xf000n],
  [{ '--offset': '0', '--size': '1' }, 0n, 1n],
  [{ '--offset': '0x0' }, 0n, 0x10000n],
  [{ '--offset': '65535', '--size': '1' }, 65535n, 1n],
])('%p', (options, offset, size) => {
  expect(range(options)).toEqual({ offset, size });
});

test.each<[Record<string, string>, string]>([
  [{ '--offset': '64K' }, '64K on is not in the buffer, which has 64K'],
  [{ '--offset': '1M' }, '1M on is not in the buffer, which has 64K'],
  [{ '--size': '65537' }, '65537 from 0 on is not in the buffer, which has 64K'],
  [{ '--offset': '4K', '--size': '64K' }, '64K from 4K on is not in the buffer, which has 64K'],
  [{ '--offset': '0xffffffffffffffff', '--size': '0xffffffffffffffff' }, /is not in the buffer, which has 64K/.source],
  [{ '--size': '0' }, /size "0" is not valid/.source],
  [{ '--offset': '-1' }, /size "-1" is not valid/.source],
])('%p is refused', (options, message) => {
  expect(() => range(options)).toThrow(new RegExp(message));
});
