// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

/** The device number that stat() gives of a node, as the C library's `makedev()` composes it. */
export function makeDeviceNumber({ major, minor }: { readonly major: number; readonly minor: number }): number {
  const low = minor & 0xff;
  return (minor - low) * 2 ** 12 + major * 2 ** 8 + low;
}
