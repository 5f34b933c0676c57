// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import type { Range } from './range.ts';

/**
 * Ranges of one kind, RAM or reserved, of the text of /proc/iomem: those at its top level, which have the others inside.
 * It shows zeros to all but root, which says nothing.
 */
export function parseIomem(iomem: string, kind: 'System RAM' | 'reserved'): Range[] {
  return [...iomem.matchAll(/^([0-9a-f]+)-([0-9a-f]+) : (.*)$/gm)].flatMap(([, first = '0', last = '0', name = '']) => {
    const range = { start: BigInt(`0x${first}`), end: BigInt(`0x${last}`) + 1n };
    return name.toLowerCase() !== kind.toLowerCase() || range.end === 1n ? [] : [range];
  });
}
