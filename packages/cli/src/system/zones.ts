// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import { readText } from './files.ts';
import type { Range } from './range.ts';

/** A zone of the page allocator. */
export interface Zone extends Range {
  readonly name: string;
  /** The largest block that is free now. */
  readonly largestFree: bigint;
}

export function readZones(pageSize: bigint): Zone[] {
  return parseZones(readText('/proc/zoneinfo') ?? '', readText('/proc/buddyinfo') ?? '', pageSize);
}

/** A zone's place is in /proc/zoneinfo, and in /proc/buddyinfo how many blocks of each power of two pages are free. */
export function parseZones(zoneinfo: string, buddyinfo: string, pageSize: bigint): Zone[] {
  const places = zoneinfo.split(/^(?=Node )/m);
  return [...buddyinfo.matchAll(/^(Node +[0-9]+, zone +([A-Za-z0-9]+)) +([0-9 ]+)$/gm)].flatMap(
    ([, node = '', name = '', counts = '']) => {
      const place = places.find((text) => squeeze(text).startsWith(`${squeeze(node)}\n`)) ?? '';
      const [, start] = /start_pfn: +([0-9]+)/.exec(place) ?? [];
      const [, spanned] = /spanned +([0-9]+)/.exec(place) ?? [];
      if (start === undefined || spanned === undefined) {
        return [];
      }
      const orders = counts.trim().split(/ +/);
      const largest = orders.map((count) => count !== '0').lastIndexOf(true);
      return {
        name,
        start: BigInt(start) * pageSize,
        end: (BigInt(start) + BigInt(spanned)) * pageSize,
        largestFree: largest < 0 ? 0n : pageSize << BigInt(largest),
      };
    },
  );
}

function squeeze(text: string): string {
  return text.replace(/ +/g, ' ');
}
