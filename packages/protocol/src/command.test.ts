// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import { createCommand, deleteCommand } from './command.ts';
import type { CreateFields } from './command.ts';
import { formatCommand } from './format.ts';

const line = (fields: CreateFields): string => formatCommand(createCommand(fields));

test('the seed’s commands', () => {
  expect(line({ name: 'udmabuf8', size: '0x10000' })).toBe('create udmabuf8 65536');
  expect(line({ name: 'udmabuf9', size: 0x10000, bus: 'pci', device: '0000:00:18.7' })).toBe(
    'create udmabuf9 65536 bus=pci device=0000:00:18.7',
  );
  expect(formatCommand(deleteCommand('udmabuf8'))).toBe('delete udmabuf8');
});

test('every option has its word', () => {
  expect(line({ name: 'a', size: 4096n, dmaMask: 28, mmapMode: 'page' })).toBe(
    'create a 4096 dma-mask=28 quirk-mmap-page',
  );
});

test('the platform bus is left out, since it is the default and the reference’s module refuses it', () => {
  expect(createCommand({ name: 'a', size: 1n, device: 'soc:dma@0', bus: 'platform' })).toEqual({
    verb: 'create',
    name: 'a',
    size: 1n,
    device: 'soc:dma@0',
  });
});

test('a size of more than 53 bits keeps its last digit', () => {
  expect(line({ name: 'a', size: 2n ** 64n - 1n })).toBe('create a 18446744073709551615');
});

test.each([0, -1, 1.5, NaN, Infinity, 2 ** 53, 0n, -1n, 2n ** 64n])('%p is no size', (size) => {
  expect(() => createCommand({ name: 'a', size })).toThrow(
    expect.objectContaining({ code: 'size', value: String(size) }),
  );
});

test.each<[string, Partial<CreateFields>, string]>([
  ['a bad name', { name: '../x' }, 'name'],
  ['a bad size', { size: '64KB' }, 'size'],
  ['a bad device', { device: 'a b' }, 'device'],
  ['a bad DMA mask', { dmaMask: 65 }, 'dma-mask'],
  ['a fractional DMA mask', { dmaMask: 32.5 }, 'dma-mask'],
  ['a bus without a device', { bus: 'pci' }, 'combination'],
  ['a DMA mask with a device', { device: 'd', dmaMask: 32 }, 'combination'],
])('%s is refused', (_, fields, code) => {
  expect(() => createCommand({ name: 'a', size: 1, ...fields })).toThrow(expect.objectContaining({ code }));
});

test('a delete of a bad name is refused', () => {
  expect(() => deleteCommand('a;delete b')).toThrow(expect.objectContaining({ code: 'name' }));
});
