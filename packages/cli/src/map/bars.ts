// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import { sortByName } from '@u-dma-buf-mgr/client/command';

import type { MemoryFacts, PlacedBuffer } from '../system/memory.ts';
import { holes, overlap, sizeOf } from '../system/range.ts';
import type { Range } from '../system/range.ts';

/** A stretch of memory that is drawn to scale. */
export interface Bar {
  readonly title: string;
  readonly range: Range;
  /** Memory of the allocator for contiguous memory. */
  readonly areas: readonly Range[];
  readonly buffers: readonly LabelledBuffer[];
  /** The largest piece of contiguous memory that no buffer has; undefined where that says nothing. */
  readonly largestFree: bigint | undefined;
}

export interface LabelledBuffer extends PlacedBuffer {
  /** A character for it. */
  readonly label: string;
}

export interface MemoryMap {
  readonly bars: readonly Bar[];
  /** Those whose address is no place in any bar. */
  readonly elsewhere: readonly LabelledBuffer[];
}

const LABELS = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';

/** Firmware keeps small parts of a bank to itself, which divide it into several ranges. */
const SMALL = 64n << 20n;

export function makeBars({ ram, reserved, areas, buffers }: MemoryFacts): MemoryMap {
  const labelled = sortByName(buffers, ({ name }) => name).map((buffer, index) => ({
    ...buffer,
    label: LABELS[index] ?? '#',
  }));
  const placed = labelled.filter(({ translated }) => !translated);
  const bar = (title: string, range: Range, free: boolean): Bar => ({
    title,
    range,
    areas: areas.filter((area) => sizeOf(overlap(area, range)) > 0n),
    buffers: placed.filter((buffer) => sizeOf(overlap(buffer, range)) > 0n),
    largestFree: free ? largest(holes(range, placed)) : undefined,
  });
  const stretches = ram.length > 0 ? banks(ram) : around(placed);
  const bars = [
    ...stretches.map((range) => bar(ram.length > 0 ? 'RAM' : 'buffers', range, false)),
    ...areas.map((area) => bar('CMA', area, true)),
    ...reserved.map((range) => bar('reserved', range, true)).filter(({ buffers: inside }) => inside.length > 0),
  ];
  const shown = new Set(bars.flatMap((one) => one.buffers.map(({ name }) => name)));
  return { bars, elsewhere: labelled.filter(({ name }) => !shown.has(name)) };
}

/** Ranges with next to nothing between them are one bank. */
function banks(ram: readonly Range[]): Range[] {
  const found: Range[] = [];
  for (const range of ram) {
    const last = found.at(-1);
    if (last !== undefined && range.start - last.end <= SMALL) {
      found[found.length - 1] = { start: last.start, end: range.end };
    } else {
      found.push(range);
    }
  }
  return found;
}

/** From the lowest to the highest, where nothing else is known. */
function around(buffers: readonly Range[]): Range[] {
  const ends = [...buffers].sort((a, b) => (a.start < b.start ? -1 : 1));
  const [first, last] = [ends[0], ends.at(-1)];
  return first === undefined || last === undefined ? [] : [{ start: first.start, end: last.end }];
}

function largest(ranges: readonly Range[]): bigint {
  return ranges.map(sizeOf).reduce((most, size) => (size > most ? size : most), 0n);
}
