// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import type { MemoryFacts } from '../system/memory.ts';
import { holes, overlap, sizeOf } from '../system/range.ts';
import type { Range } from '../system/range.ts';

/** What contiguous memory can be had of those addresses that a DMA mask reaches. */
export interface Capacity {
  /** Of CMA, in reach. */
  readonly cma: bigint;
  /** The largest piece of that between buffers. The kernel moves what else is there. */
  readonly cmaPiece: bigint;
  /** What the page allocator can give now, in one block. */
  readonly block: bigint;
  /** What the driver may get by emptying a range of memory (kmod/u-dma-buf/contig.c). */
  readonly range: bigint;
  /** Whether it is known where CMA is; if not, all of it is taken to be in reach. */
  readonly placed: boolean;
}

/** The share of memory that the driver leaves to others. */
const LEFT = 16n;

export function capacityOf(memory: MemoryFacts, dmaMask: number): Capacity {
  const { cma, areas, zones, buffers } = memory;
  const reach: Range = { start: 0n, end: 1n << BigInt(dmaMask) };
  const block = zones.filter(({ end }) => end <= reach.end).map(({ largestFree }) => largestFree);
  const taken = buffers.filter(({ translated }) => !translated);
  const reached = areas.map((area) => overlap(area, reach));
  const pieces = reached.flatMap((area) => holes(area, taken)).map(sizeOf);
  const placed = areas.length > 0 || cma === undefined || cma.total === 0n;
  return {
    cma: placed ? sum(reached.map(sizeOf)) : cma.total,
    cmaPiece: placed ? largest(pieces) : cma.total - sum(taken.map(sizeOf)),
    block: largest(block),
    range: rangeOf(memory, reach),
    placed,
  };
}

/** What may be taken of all memory, so that others have enough. */
export function spareMemory({ available, total }: MemoryFacts): bigint {
  return largest([0n, available - total / LEFT]);
}

function rangeOf(memory: MemoryFacts, reach: Range): bigint {
  const { cma, ram } = memory;
  const spare = spareMemory(memory) - (cma?.free ?? 0n);
  const reached = ram.length === 0 ? spare : largest(ram.map((range) => sizeOf(overlap(range, reach))));
  return largest([0n, spare < reached ? spare : reached]);
}

/** The largest buffer that fits for certain. */
export function largestBuffer({ cmaPiece, block }: Capacity): bigint {
  return largest([cmaPiece, block]);
}

/** The largest buffer that fits if the kernel can empty a range of memory for it. */
export function largestPossible(capacity: Capacity): bigint {
  return largest([largestBuffer(capacity), capacity.range]);
}

function largest(sizes: readonly bigint[]): bigint {
  return sizes.reduce((most, size) => (size > most ? size : most), 0n);
}

function sum(sizes: readonly bigint[]): bigint {
  return sizes.reduce((all, size) => all + size, 0n);
}
