// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import { formatAmount } from './format-amount.ts';

test.each<[bigint, string]>([
  [0n, '0'],
  [512n, '512'],
  [4096n, '4K'],
  [0x4000_0000n, '1G'],
  [1_234_567n, '1.1M'],
  [0xbfff_f000n, '2.9G'],
  [(4000n << 20n) + 1n, '3.9G'],
])('%s is %s', (size, text) => {
  expect(formatAmount(size)).toBe(text);
});
