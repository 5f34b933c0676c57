// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import { formatAmount } from '../output/format-amount.ts';

import { formatAddress } from '../output/format-address.ts';
import { overlap, sizeOf } from '../system/range.ts';
import type { Range } from '../system/range.ts';
import type { Bar, LabelledBuffer, MemoryMap } from './bars.ts';

const WIDTH = 1000;
const MARGIN = 20;
const BAR_HEIGHT = 40;
const ROW = 100;
const LINE = 20;

const style = `
  text { font: 13px sans-serif; fill: #222 }
  .memory { fill: #e8e8e8; stroke: #888 }
  .contiguous { fill: #bcd6ee }
  .buffer { fill: #d9822b; stroke: #8a4b08; stroke-width: 0.5 }
`;

/** The map as a drawing that stands alone. */
export function mapAsSvg({ bars, elsewhere }: MemoryMap): string {
  const height = 2 * MARGIN + bars.length * ROW + elsewhere.length * LINE;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH + 2 * MARGIN}" height="${height}">`,
    `<style>${style}</style>`,
    ...bars.flatMap((bar, index) => drawBar(bar, MARGIN + index * ROW)),
    ...elsewhere.map((buffer, index) =>
      text(MARGIN, MARGIN + bars.length * ROW + index * LINE, `${describe(buffer)}, an address of an IOMMU or a bus`),
    ),
    '</svg>',
    '',
  ].join('\n');
}

function drawBar({ title, range, areas, buffers, largestFree }: Bar, top: number): string[] {
  const free = largestFree === undefined ? '' : `, largest piece between buffers ${formatAmount(largestFree)}`;
  const box = (part: Range, kind: string, tip: string): string => drawBox(range, part, top + LINE, kind, tip);
  return [
    text(MARGIN, top + 13, `${title}, ${formatAmount(sizeOf(range))}${free}`),
    box(range, 'memory', title),
    ...areas.map((area) => box(area, 'contiguous', `CMA, ${formatAmount(sizeOf(area))}`)),
    ...buffers.map((buffer) => box(buffer, 'buffer', describe(buffer))),
    text(MARGIN, top + LINE + BAR_HEIGHT + 14, formatAddress(range.start)),
    `<text x="${MARGIN + WIDTH}" y="${top + LINE + BAR_HEIGHT + 14}" text-anchor="end">${formatAddress(range.end - 1n)}</text>`,
    ...buffers.map((buffer) => label(range, buffer, top + LINE + BAR_HEIGHT / 2 + 4)),
  ];
}

/** To scale, but wide enough to be seen. */
function drawBox(bar: Range, part: Range, top: number, kind: string, tip: string): string {
  const shown = overlap(bar, part);
  const width = Math.max(1, scale(bar, sizeOf(shown)));
  return `<rect class="${kind}" x="${place(bar, shown).toFixed(2)}" y="${top}" width="${width.toFixed(2)}" height="${BAR_HEIGHT}"><title>${escape(tip)}</title></rect>`;
}

/** The name, where there is room for it. */
function label(bar: Range, buffer: LabelledBuffer, baseline: number): string {
  const width = scale(bar, sizeOf(overlap(bar, buffer)));
  return width < buffer.name.length * 8 ? '' : text(place(bar, buffer) + 4, baseline, buffer.name);
}

function place(bar: Range, part: Range): number {
  return MARGIN + scale(bar, part.start - bar.start);
}

/** A size within a bar in pixels, to a hundredth. */
function scale(bar: Range, size: bigint): number {
  return Number((size * BigInt(WIDTH) * 100n) / sizeOf(bar)) / 100;
}

function text(x: number, y: number, content: string): string {
  return `<text x="${x}" y="${y}">${escape(content)}</text>`;
}

function describe(buffer: LabelledBuffer): string {
  return `${buffer.name}, ${formatAmount(sizeOf(buffer))} at ${formatAddress(buffer.start)}`;
}

function escape(content: string): string {
  return content.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}
