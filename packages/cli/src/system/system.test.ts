// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import { parseCmaLog } from './cma-areas.ts';
import { parseIomem } from './iomem.ts';
import { messageOf } from './kernel-log.ts';
import { holes, overlap, sizeOf } from './range.ts';
import { parseZones } from './zones.ts';

test('a record of the kernel log', () => {
  expect(messageOf('6,339,5140900,-;cma: Reserved 64 MiB at 0x7c000000\n SUBSYSTEM=x\n')).toEqual([
    'cma: Reserved 64 MiB at 0x7c000000',
  ]);
  expect(messageOf('')).toEqual([]);
});

test('areas of CMA in the kernel log', () => {
  const own = { name: 'cma', start: 0x7c000000n, end: 0x80000000n };
  expect(parseCmaLog(['cma: Reserved 64 MiB at 0x000000007c000000 on node -1', 'other'])).toEqual([own]);
  expect(
    parseCmaLog([
      'cma: Reserved 64 MiB at 0x000000007c000000',
      'Reserved memory: created CMA memory pool at 0x0000000050000000, size 16 MiB',
    ]),
  ).toEqual([{ name: 'cma', start: 0x50000000n, end: 0x51000000n }, own]);
});

test('RAM', () => {
  const text = '40000000-5fffffff : System RAM\n  40210000-41ffffff : Kernel code\n09000000-09000fff : pl011@9000000\n';
  expect(parseIomem(text, 'System RAM')).toEqual([{ start: 0x40000000n, end: 0x60000000n }]);
  // As others than root see it.
  expect(parseIomem('00000000-00000000 : System RAM\n', 'System RAM')).toEqual([]);
  expect(
    parseIomem(
      '60000000-60ffffff : reserved\n70000000-70ffffff : System RAM\n  70000000-70000fff : reserved\n',
      'reserved',
    ),
  ).toEqual([{ start: 0x60000000n, end: 0x61000000n }]);
});

test('zones', () => {
  const zoneinfo = `\
Node 0, zone      DMA
  per-node stats
  pages free     3840
        spanned  4095
  start_pfn:           1
Node 0, zone    DMA32
        spanned  126944
  start_pfn:           4096
Node 0, zone   Normal
        spanned  0
  start_pfn:           0
`;
  const buddyinfo = `\
Node 0, zone      DMA      0      0      0      0      0      0      0      0      1      1      0
Node 0, zone    DMA32      3      5      4      5      4      4      5      5      5      2     87
`;
  expect(parseZones(zoneinfo, buddyinfo, 4096n)).toEqual([
    { name: 'DMA', start: 0x1000n, end: 0x1000000n, largestFree: 2n << 20n },
    { name: 'DMA32', start: 0x1000000n, end: 0x1ffe0000n, largestFree: 4n << 20n },
  ]);
});

describe('ranges', () => {
  const range = (start: number, end: number): { start: bigint; end: bigint } => ({
    start: BigInt(start),
    end: BigInt(end),
  });

  test('overlap', () => {
    expect(overlap(range(0, 10), range(5, 20))).toEqual(range(5, 10));
    expect(sizeOf(overlap(range(0, 10), range(15, 20)))).toBe(0n);
  });

  test('holes', () => {
    expect(holes(range(0, 10), [])).toEqual([range(0, 10)]);
    expect(holes(range(0, 10), [range(0, 10)])).toEqual([]);
    expect(holes(range(0, 10), [range(6, 8), range(2, 4)])).toEqual([range(0, 2), range(4, 6), range(8, 10)]);
    expect(holes(range(0, 10), [range(2, 8), range(3, 4)])).toEqual([range(0, 2), range(8, 10)]);
    expect(holes(range(10, 20), [range(0, 5), range(18, 30)])).toEqual([range(10, 18)]);
  });
});
