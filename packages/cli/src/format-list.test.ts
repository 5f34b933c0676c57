// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import type { BufferInfo } from '@u-dma-buf-mgr/client';

import { formatList, formatListAsJson } from './format-list.ts';

const first: BufferInfo = {
  name: 'udmabuf8',
  node: '/dev/udmabuf8',
  major: 238,
  minor: 0,
  size: 65536n,
  dmaAddress: 0x7b410000n,
  parent: 'u-dma-buf.1.auto',
  bus: 'platform',
  coherent: true,
  mmapMode: 'auto',
  syncMode: 1,
  driverVersion: '6.0.0',
};

const fromOldDriver: BufferInfo = {
  ...first,
  name: 'camera-ring',
  node: '/dev/camera-ring',
  minor: 1,
  size: 0x100010001n,
  dmaAddress: 0x8_0000_0000n,
  parent: undefined,
  bus: undefined,
  coherent: undefined,
  mmapMode: undefined,
  syncMode: undefined,
  driverVersion: undefined,
};

test('a line a buffer, in columns', () => {
  expect(formatList([first, fromOldDriver, { ...first, name: 'b', coherent: false }])).toBe(
    `NAME               SIZE  DMA-ADDRESS  BUS       PARENT            MMAP  COHERENT
udmabuf8            64K   0x7b410000  platform  u-dma-buf.1.auto  auto  yes
camera-ring  4295032833  0x800000000  -         -                 -     -
b                   64K   0x7b410000  platform  u-dma-buf.1.auto  auto  no
`,
  );
});

test('JSON has every member, null where the driver does not tell', () => {
  expect(JSON.parse(formatListAsJson([first, fromOldDriver]))).toEqual([
    {
      name: 'udmabuf8',
      node: '/dev/udmabuf8',
      major: 238,
      minor: 0,
      size: 65536,
      dma_address: '0x7b410000',
      bus: 'platform',
      parent: 'u-dma-buf.1.auto',
      coherent: true,
      mmap_mode: 'auto',
      sync_mode: 1,
      driver_version: '6.0.0',
    },
    {
      name: 'camera-ring',
      node: '/dev/camera-ring',
      major: 238,
      minor: 1,
      size: 4295032833,
      dma_address: '0x800000000',
      bus: null,
      parent: null,
      coherent: null,
      mmap_mode: null,
      sync_mode: null,
      driver_version: null,
    },
  ]);
});

test('no buffers are an empty array', () => {
  expect(formatListAsJson([])).toBe('[]\n');
});
