// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import type { CreateFields } from './command.ts';
import { ProtocolError } from './error.ts';
import { format } from './format.ts';
import { createCommand, deleteCommand } from './make-command.ts';

const line = (fields: CreateFields): string => format(createCommand(fields));

test('the seed’s commands', () => {
  expect(line({ name: 'udmabuf8', size: 0x10000 })).toBe('create udmabuf8 65536');
  expect(line({ name: 'udmabuf9', size: 0x10000, bus: 'pci', device: '0000:00:18.7' })).toBe(
    'create udmabuf9 65536 bus=pci device=0000:00:18.7',
  );
  expect(format(deleteCommand('udmabuf8'))).toBe('delete udmabuf8');
});

test('every option has its word', () => {
  expect(line({ name: 'a', size: 4096n, dmaMask: 28, mmapMode: 'page' })).toBe(
    'create a 4096 dma-mask=28 quirk-mmap-page',
  );
  expect(line({ name: 'a', size: 4096n, mmapMode: 'on', address: 0x70000000 })).toBe(
    'create a 4096 quirk-mmap-on address=0x70000000',
  );
  expect(line({ name: 'a', size: 4096n, region: 'image_buf' })).toBe('create a 4096 region=image_buf');
  expect(line({ name: 'a', size: 4096n, temporary: true, mmapMode: 'off' })).toBe(
    'create a 4096 quirk-mmap-off temporary',
  );
  expect(line({ name: 'a', size: 4096n, temporary: false })).toBe('create a 4096');
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

test.each([0, -1, 1.5, NaN, Infinity, 2 ** 53, 0n, -1n])('%p is no size', (size) => {
  expect(() => createCommand({ name: 'a', size })).toThrow(
    expect.objectContaining({
      code: 'EINVAL',
      column: 10,
      text: String(size),
      reason: 'size not a whole number of bytes',
    }),
  );
});

test.each<[string, Partial<CreateFields>, object]>([
  ['a bad name', { name: '../x' }, { column: 8, text: '../x', reason: 'character not allowed in a name' }],
  ['no name', { name: '' }, { column: 8, text: '', reason: 'empty, or not one word' }],
  ['two names', { name: 'a b' }, { column: 8, text: 'a b', reason: 'empty, or not one word' }],
  ['a size over 64 bits', { size: 2n ** 64n }, { code: 'EOVERFLOW', column: 10, reason: 'number over 64 bits' }],
  ['a device of two words', { device: 'a b' }, { column: 12, text: 'device=a b', reason: 'empty, or not one word' }],
  ['a second command', { device: 'a\ndelete b' }, { column: 12, reason: 'empty, or not one word' }],
  ['no device', { device: '' }, { column: 19, text: '', reason: 'device name missing' }],
  ['a bad DMA mask', { dmaMask: 65 }, { column: 21, text: '65', reason: 'dma-mask not in 12 to 64' }],
  ['a fractional DMA mask', { dmaMask: 32.5 }, { column: 23, text: '32.5', reason: 'not a digit of the number' }],
  ['a negative address', { address: -1n }, { column: 21, text: '0x-1', reason: 'not a digit of the number' }],
  ['a fractional address', { address: 1.5 }, { column: 12, reason: 'address not a whole number' }],
  ['a region of two words', { region: 'a b' }, { column: 12, reason: 'empty, or not one word' }],
  ['a DMA mask beside what goes without saying', { bus: 'platform', temporary: false, dmaMask: 65 }, { column: 21 }],
  ['a DMA mask below what devices drive', { dmaMask: 11 }, { column: 21, reason: 'dma-mask not in 12 to 64' }],
  ['two places', { region: 'b', address: 0n }, { column: 31, text: 'b', reason: 'region and address together' }],
])('%s is refused', (_, fields, error) => {
  expect(() => createCommand({ name: 'a', size: 1, ...fields })).toThrow(ProtocolError);
  expect(() => createCommand({ name: 'a', size: 1, ...fields })).toThrow(
    expect.objectContaining({ code: 'EINVAL', ...error }),
  );
});

test('a device may have a name as long as a command has room', () => {
  const device = 'd'.repeat(1024 - 'create a 1 device='.length);
  expect(line({ name: 'a', size: 1, device })).toHaveLength(1024);
  expect(() => createCommand({ name: 'a', size: 1, device: `${device}d` })).toThrow(
    expect.objectContaining({ code: 'E2BIG', column: 1025, reason: 'command over 1024 bytes' }),
  );
});

test('a delete of a bad name is refused', () => {
  expect(() => deleteCommand('a;delete b')).toThrow(
    expect.objectContaining({ code: 'EINVAL', column: 8, text: 'a;delete b' }),
  );
});
