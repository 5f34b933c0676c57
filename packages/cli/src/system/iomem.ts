// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import type { Range } from './range.ts';

/** RAM, of the text of /proc/iomem. It shows zeros to all but root, which says nothing. */
export function parseRam(iomem: string): Range[] {
  return [...iomem.matchAll(/^([0-9a-f]+)-([0-9a-f]+) : System RAM$/gm)].flatMap(([, first = '0', last = '0']) => {
    const range = { start: BigInt(`0x${first}`), end: BigInt(`0x${last}`) + 1n };
    return range.end === 1n ? [] : [range];
  });
}
