// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import { formatAmount } from '../output/format-amount.ts';

import { formatAddress } from '../output/format-address.ts';
import { formatTable } from '../output/table.ts';
import { overlap, sizeOf } from '../system/range.ts';
import type { Range } from '../system/range.ts';
import type { Bar, LabelledBuffer, MemoryMap } from './bars.ts';

const MEMORY = '.';
const CONTIGUOUS = '-';

/** The map in at most `width` characters a line. */
export function mapAsText({ bars, elsewhere }: MemoryMap, width: number): string {
  const drawn = new Map(bars.flatMap(({ buffers }) => buffers.map((buffer) => [buffer.name, buffer] as const)));
  return [
    ...bars.map((bar) => formatBar(bar, width)),
    legend(bars),
    ...(drawn.size === 0 ? [] : [formatBuffers([...drawn.values()], width)]),
    ...(elsewhere.length === 0
      ? []
      : [`At addresses of an IOMMU, or of a bus that has its own:\n${formatBuffers(elsewhere, width)}`]),
  ]
    .filter(Boolean)
    .join('\n');
}

function formatBar(bar: Bar, width: number): string {
  const { title, range, largestFree } = bar;
  const first = formatAddress(range.start);
  const last = formatAddress(range.end - 1n);
  const free = largestFree === undefined ? '' : `, largest piece between buffers ${formatAmount(largestFree)}`;
  return `${title} ${first}-${last}, ${formatAmount(sizeOf(range))}${free}\n[${cells(bar, Math.max(8, width - 2))}]\n`;
}

/** Each character stands for as much memory as the others; a buffer gets one at least. */
function cells({ range, areas, buffers }: Bar, width: number): string {
  const columns = BigInt(width);
  const at = (column: bigint): bigint => range.start + (sizeOf(range) * column) / columns;
  return Array.from({ length: width }, (_, index) => {
    const cell = { start: at(BigInt(index)), end: at(BigInt(index) + 1n) };
    return mostOf(cell, buffers)?.label ?? (mostOf(cell, areas) === undefined ? MEMORY : CONTIGUOUS);
  }).join('');
}

/** Which of them has most of the cell. */
function mostOf<T extends Range>(cell: Range, ranges: readonly T[]): T | undefined {
  let most: T | undefined;
  let size = 0n;
  for (const range of ranges) {
    const part = sizeOf(overlap(cell, range));
    if (part > size) {
      [most, size] = [range, part];
    }
  }
  return most;
}

function legend(bars: readonly Bar[]): string {
  const area = bars.some(({ areas }) => areas.length > 0);
  return `${MEMORY} memory${area ? `   ${CONTIGUOUS} of which contiguous memory (CMA)` : ''}\n`;
}

function formatBuffers(buffers: readonly LabelledBuffer[], width: number): string {
  return formatTable(
    buffers,
    [
      { title: '', align: 'left', cell: ({ label }) => label },
      { title: 'NAME', align: 'left', cell: ({ name }) => name, elastic: true },
      { title: 'SIZE', align: 'right', cell: (buffer) => formatAmount(sizeOf(buffer)) },
      { title: 'ADDRESS', align: 'right', cell: ({ start }) => formatAddress(start) },
    ],
    width,
  );
}
