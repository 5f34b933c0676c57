// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import { format } from '@u-dma-buf-mgr/protocol';

import { commandOf } from './fields.ts';
import type { BufferFields } from './fields.ts';

test.each<[BufferFields, string]>([
  [{ name: 'udmabuf8', size: '0x10000' }, 'create udmabuf8 65536'],
  [{ name: 'a', size: '64K', dmaMask: 28, mmapMode: 'page' }, 'create a 65536 dma-mask=28 quirk-mmap-page'],
  [{ name: 'a', size: 4096, device: 'd', bus: 'pci' }, 'create a 4096 bus=pci device=d'],
  [{ name: 'a', size: 4096, address: 0x70000000 }, 'create a 4096 address=0x70000000'],
  [{ name: 'a', size: 4096, region: 'image_buf@70000000' }, 'create a 4096 region=image_buf@70000000'],
  [{ name: 'a', size: 2n ** 64n - 1n }, 'create a 18446744073709551615'],
])('%p', (fields, text) => {
  expect(format(commandOf(fields))).toBe(text);
});

test.each([0, -1, 1.5, NaN, Infinity, 2 ** 53, 0n, -1n, 2n ** 64n])('%p is no size', (size) => {
  expect(() => commandOf({ name: 'a', size })).toThrow(expect.objectContaining({ code: 'size', value: String(size) }));
});

test.each<[string, Partial<BufferFields>, string]>([
  ['a bad name', { name: '../x' }, 'name'],
  ['a bad size', { size: '64KB' }, 'size'],
  ['a bad device', { device: 'a b' }, 'device'],
  ['a bad DMA mask', { dmaMask: 65 }, 'dma-mask'],
  ['a fractional DMA mask', { dmaMask: 32.5 }, 'dma-mask'],
  ['an address within a page', { address: 0x70000010 }, 'address'],
  ['a negative address', { address: -4096 }, 'address'],
  ['a fractional address', { address: 0.5 }, 'address'],
  ['an address over 64 bits', { address: 2n ** 64n }, 'address'],
  ['a region that is a path', { region: '/reserved-memory/image_buf' }, 'region'],
  ['a region of two words', { region: 'a b' }, 'region'],
  ['a region with a long name', { region: 'r'.repeat(64) }, 'region'],
  ['two places', { region: 'r', address: 0n }, 'combination'],
  ['a region with a device', { region: 'r', device: 'd' }, 'combination'],
  ['a bus without a device', { bus: 'pci' }, 'combination'],
  ['a DMA mask with a device', { device: 'd', dmaMask: 32 }, 'combination'],
])('%s is refused', (_, fields, code) => {
  expect(() => commandOf({ name: 'a', size: 1, ...fields })).toThrow(expect.objectContaining({ code }));
});
