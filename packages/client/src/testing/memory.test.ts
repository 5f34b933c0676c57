// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import type { BufferFields } from '../control/fields.ts';
import { createBufferSync, deleteBufferSync } from '../manage/sync.ts';
import { createTestMachine } from './index.ts';
import type { TestMachine } from './index.ts';

const REGION = { name: 'image_buf', address: 0x7000_0000, size: 0x10000, label: 'images' };
const HIGH = { name: 'high', address: 0x1_0000_0000n, size: 0x10000 };

let machine: TestMachine;
beforeEach(() => (machine = createTestMachine({ regions: [REGION, HIGH], coherent: false })));

const create = (name: string, fields: Partial<BufferFields>): bigint =>
  createBufferSync({ name, size: 0x8000, ...fields }, { machine }).dmaAddress;

test.each(['image_buf', 'image_buf@70000000', 'images'])('a region by the name %s', (region) => {
  expect(create('a', { region })).toBe(0x7000_0000n);
  expect(create('b', { region })).toBe(0x7000_8000n);
  expect(create('c', {})).toBe(0x100_0000n);
});

test('a region has room again when a buffer goes', () => {
  create('a', { region: 'images' });
  create('b', { region: 'images' });
  deleteBufferSync('a', { machine });
  expect(create('c', { region: 'images' })).toBe(0x7000_0000n);
});

test.each(['on', 'auto', 'page'] as const)('an address in mode %s', (mmapMode) => {
  expect(create('a', { address: 0x100_8000, mmapMode })).toBe(0x100_8000n);
  expect(create('b', {})).toBe(0x100_0000n);
  expect(create('c', {})).toBe(0x101_0000n);
  expect(() => create('d', { address: 0x100_f000 })).toThrow(
    expect.objectContaining({ code: 'place', errno: 'EBUSY', hint: 'the buffer a is there: 32K at 0x1008000' }),
  );
});

test('a wide mask reaches a high region', () => {
  expect(create('a', { region: 'high', dmaMask: 40 })).toBe(HIGH.address);
});

test.each<[string, Partial<BufferFields>, string, RegExp]>([
  ['an unknown region', { region: 'image' }, 'ENOENT', /region image: no such region in the device tree$/],
  ['a small region', { region: 'images', size: 0x10001 }, 'EFBIG', /region smaller than the buffer$/],
  [
    'a full region',
    { region: 'images', size: 0x10000 },
    'ENOMEM',
    /no piece of this size is free in the region: DMA mask 0xffffffff, largest piece now 32768 bytes$/,
  ],
  ['a high region', { region: 'high' }, 'ERANGE', /region above the DMA mask$/],
  ['an address in a region', { address: 0x7000_8000 }, 'EACCES', /memory at this address is reserved$/],
  ['an address in front of the RAM', { address: 0xff_f000 }, 'ENXIO', /no RAM at this address$/],
  ['an address whose end has no RAM', { address: 0x4ff_c000 }, 'ENXIO', /no RAM at this address$/],
  ['a high address', { address: 0x100_0000, dmaMask: 24 }, 'ERANGE', /address beyond what the device reaches$/],
  ['an address without caches', { address: 0x100_0000, mmapMode: 'off' }, 'EOPNOTSUPP', /use quirk-mmap-on$/],
])('%s is refused', (_, fields, errno, message) => {
  create('a', { region: 'images' });
  expect(() => create('b', fields)).toThrow(
    expect.objectContaining({ code: 'place', errno, message: expect.stringMatching(message) }),
  );
});
