// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

/** What JSON says of something that has a DMA address: JSON has no bigint, and a number would not be exact. */
export type Json<T> = Omit<T, 'dmaAddress'> & { readonly dmaAddress: string };

/** The same, for JSON.stringify: the address as `0x` hexadecimal, which BigInt() reads. Nothing else sees `toJSON`. */
export function withJson<T extends { readonly dmaAddress: bigint }>(value: T): T {
  return Object.defineProperty(value, 'toJSON', { value: () => jsonOf(value) });
}

export function jsonOf<T extends { readonly dmaAddress: bigint }>(value: T): Json<T> {
  return { ...value, dmaAddress: `0x${value.dmaAddress.toString(16)}` };
}
