// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import type { MemoryFacts } from '../system/memory.ts';
import { makeBars } from './bars.ts';
import { mapAsSvg } from './svg.ts';
import { mapAsText } from './text.ts';

const MiB = 1n << 20n;

/** A board with 1 GiB of RAM, of which the firmware keeps a page, and 64 MiB of CMA at its end. */
const board: MemoryFacts = {
  total: 1024n * MiB,
  available: 900n * MiB,
  cma: { total: 64n * MiB, free: 44n * MiB },
  areas: [{ name: 'cma', start: 0x7c000000n, end: 0x80000000n }],
  zones: [],
  ram: [
    { start: 0x40000000n, end: 0x50000000n },
    { start: 0x50001000n, end: 0x80000000n },
  ],
  reserved: [
    { start: 0x20000000n, end: 0x21000000n },
    { start: 0x30000000n, end: 0x30000000n + 8n * MiB },
  ],
  buffers: [
    { name: 'udmabuf10', start: 0x7e000000n, end: 0x7e000000n + 4n * MiB, translated: false },
    { name: 'udmabuf9', start: 0x7c000000n, end: 0x7c000000n + 16n * MiB, translated: false },
    { name: 'behind<iommu>', start: 0xff000000n, end: 0xff000000n + MiB, translated: true },
  ],
};

test('bars: a bank of RAM, an area of CMA, and the buffers in them', () => {
  const { bars, elsewhere } = makeBars(board);
  expect(bars.map(({ title, range: { start, end }, largestFree }) => ({ title, start, end, largestFree }))).toEqual([
    { title: 'RAM', start: 0x40000000n, end: 0x80000000n, largestFree: undefined },
    { title: 'CMA', start: 0x7c000000n, end: 0x80000000n, largestFree: 28n * MiB },
  ]);
  expect(bars.map(({ buffers }) => buffers.map(({ label, name }) => `${label} ${name}`))).toEqual([
    ['b udmabuf9', 'c udmabuf10'],
    ['b udmabuf9', 'c udmabuf10'],
  ]);
  expect(elsewhere.map(({ name }) => name)).toEqual(['behind<iommu>']);
});

test('bars: banks that are far apart', () => {
  const ram = [board.ram[0] ?? { start: 0n, end: 0n }, { start: 0x800000000n, end: 0x840000000n }];
  expect(makeBars({ ...board, ram, areas: [] }).bars.map(({ range }) => range)).toEqual(ram);
});

test('bars: memory that is reserved for buffers', () => {
  const buffer = { name: 'fixed', start: 0x20000000n, end: 0x20000000n + 4n * MiB, translated: false };
  const { bars, elsewhere } = makeBars({ ...board, buffers: [buffer] });
  expect(bars.at(-1)).toEqual(
    expect.objectContaining({ title: 'reserved', range: board.reserved[0], largestFree: 12n * MiB }),
  );
  expect(elsewhere).toEqual([]);
});

test('bars: only root is told where RAM is', () => {
  const { bars } = makeBars({ ...board, ram: [], areas: [] });
  expect(bars.map(({ title, range }) => ({ title, ...range }))).toEqual([
    { title: 'buffers', start: 0x7c000000n, end: 0x7e000000n + 4n * MiB },
  ]);
});

test('nothing at all', () => {
  expect(makeBars({ ...board, ram: [], areas: [], buffers: [] })).toEqual({ bars: [], elsewhere: [] });
});

test('in a terminal', () => {
  expect(mapAsText(makeBars(board), 66)).toBe(`\
RAM 0x40000000-0x7fffffff, 1G
[............................................................b-c-]

CMA 0x7c000000-0x7fffffff, 64M, largest piece between buffers 28M
[bbbbbbbbbbbbbbbb----------------cccc----------------------------]

. memory   - of which contiguous memory (CMA)

   NAME       SIZE     ADDRESS
b  udmabuf9    16M  0x7c000000
c  udmabuf10    4M  0x7e000000

At addresses of an IOMMU, or of a bus that has its own:
   NAME           SIZE     ADDRESS
a  behind<iommu>    1M  0xff000000
`);
});

test('as a drawing: to scale, and its texts escaped', () => {
  const svg = mapAsSvg(makeBars(board));
  // 16 of 64 MiB, of a thousand pixels.
  expect(svg).toContain(
    '<rect class="buffer" x="20.00" y="140" width="250.00" height="40"><title>udmabuf9, 16M at 0x7c000000</title></rect>',
  );
  expect(svg).toContain('behind&lt;iommu>, 1M at 0xff000000, an address of an IOMMU or a bus');
  expect(svg.match(/<(\w+)[^>]*>/g)?.length).toBeGreaterThan(10);
  expect(svg.startsWith('<svg xmlns="http://www.w3.org/2000/svg" ')).toBe(true);
});
