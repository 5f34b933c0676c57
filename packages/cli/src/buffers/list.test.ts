// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import type { BufferInfo, BufferUsers } from '@u-dma-buf-mgr/client';

import { presentBuffer } from '../../test/buffer.ts';
import { bufferJson } from './json.ts';
import { formatList } from './list.ts';

const first = presentBuffer('udmabuf8');

const fromOldDriver: BufferInfo = {
  ...first,
  name: 'camera-ring',
  node: '/dev/camera-ring',
  minor: 1,
  size: 0x100010001,
  dmaAddress: 0x8_0000_0000n,
  parent: undefined,
  bus: undefined,
  coherent: undefined,
  mmapMode: undefined,
  syncMode: undefined,
  driverVersion: undefined,
  dmaMask: undefined,
  origin: undefined,
  memorySource: undefined,
  guarded: false,
  temporary: false,
};

const users: BufferUsers = {
  byName: new Map([
    [
      'udmabuf8',
      [
        { pid: 7, command: 'grabber', open: true, mapped: true },
        { pid: 20, command: 'viewer', open: false, mapped: true },
      ],
    ],
  ]),
  complete: true,
};

test('a line a buffer, in columns', () => {
  expect(formatList([first, fromOldDriver], users)).toBe(
    `NAME               SIZE  DMA-ADDRESS  PARENT            MMAP  ORIGIN   USED BY
udmabuf8            64K   0x7b410000  u-dma-buf.1.auto  auto  manager  grabber (7), viewer (20, by a mapping)
camera-ring  4295032833  0x800000000  ?                 ?     ?        -
`,
  );
});

test('a temporary buffer is marked', () => {
  const temporary = presentBuffer('a', { temporary: true });
  expect(formatList([temporary], users)).toMatch(/ auto {2}manager \(temporary\) {2}-\n$/);
  expect(bufferJson(temporary, users).temporary).toBe(true);
});

test('users that the caller may not see are not said to be none', () => {
  expect(formatList([fromOldDriver], { ...users, complete: false })).toMatch(/ \?\n$/);
});

test('JSON has every member, null where the driver does not tell', () => {
  expect([first, fromOldDriver].map((buffer) => bufferJson(buffer, users))).toEqual([
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
      dma_mask: 32,
      origin: 'manager',
      memory_source: 'pages',
      temporary: false,
      users: [
        { pid: 7, command: 'grabber', open: true, mapped: true },
        { pid: 20, command: 'viewer', open: false, mapped: true },
      ],
      users_complete: true,
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
      dma_mask: null,
      origin: null,
      memory_source: null,
      temporary: false,
      users: [],
      users_complete: true,
    },
  ]);
});
