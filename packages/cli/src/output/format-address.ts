// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

export function formatAddress(address: bigint): string {
  return `0x${address.toString(16)}`;
}
