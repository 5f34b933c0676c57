// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import { formatSize } from '@u-dma-buf-mgr/client';

const units = ['', 'K', 'M', 'G', 'T', 'P', 'E'];

/** A size in at most four digits: exactly where that can be, else rounded down, with one decimal place. */
export function formatAmount(size: bigint): string {
  const exact = formatSize(size);
  if (exact.length <= 5) {
    return exact;
  }
  const unit = Math.floor((size.toString(2).length - 1) / 10);
  const tenths = Number((size * 10n) >> BigInt(10 * unit));
  return `${Math.floor(tenths / 10)}.${tenths % 10}${units[unit] ?? ''}`;
}
