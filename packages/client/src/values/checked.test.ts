// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import { anything, assert, asyncProperty, constantFrom, oneof, record } from 'fast-check';

import { BufferError, createBuffer, createBufferSync, deleteBuffer, openBuffer, ValueError } from '../index.ts';
import { createTestMachine } from '../testing/index.ts';

// Nothing but documented errors comes of wrong values, whatever JavaScript gives.

const machine = createTestMachine();

test.each([
  [{ bus: 'pcie', device: 'x' }, 'bus', 'pcie'],
  [{ mmapMode: 'cached' }, 'mmap-mode', 'cached'],
  [{ bus: 5, device: 'x' }, 'bus', '5'],
  [{ device: 5 }, 'device', '5'],
  [{ device: null }, 'device', 'null'],
  [{ region: {} }, 'region', '[object Object]'],
  [{ dmaMask: '32' }, 'dma-mask', '32'],
  [{ address: null }, 'address', 'null'],
  [{ temporary: 'no' }, 'temporary', 'no'],
  [{ name: undefined }, 'name', 'undefined'],
  [{ name: 'we,ird' }, 'name', 'we,ird'],
  [{ size: undefined }, 'size', 'undefined'],
  [{ size: 1.5 }, 'size', '1.5'],
])('%p is a ValueError', async (wrong, code, value) => {
  const fields = { name: 'a', size: 4096, ...wrong } as never;
  const error = expect.objectContaining({ name: 'ValueError', code, value });
  await expect(createBuffer(fields, { machine })).rejects.toEqual(error);
  expect(() => createBufferSync(fields, { machine })).toThrow(error);
});

test.each(['we,ird', 'a b', '', 5, null, undefined])('the name %p is one that no buffer of ours has', async (name) => {
  const error = { name: 'ValueError', code: 'name' };
  await expect(deleteBuffer(name as string, { machine })).rejects.toMatchObject(error);
  if (typeof name === 'string') {
    await expect(openBuffer(name, { machine })).rejects.toMatchObject({ code: 'not-found' });
  } else {
    await expect(openBuffer(name as never, { machine })).rejects.toMatchObject(error);
  }
});

test('whatever the fields are, they are taken or refused by a ValueError or a BufferError', () => {
  const some = (...words: readonly unknown[]) => oneof(anything(), constantFrom(...words));
  const fields = record(
    {
      name: some('a', 'b', ''),
      size: some(4096, '64K', 1n),
      device: some('x'),
      bus: some('pci', 'amba'),
      dmaMask: some(32, 64),
      mmapMode: some('on', 'page'),
      address: some(0x1000000, 0n),
      region: some('r'),
      temporary: some(true, false),
    },
    { requiredKeys: [] },
  );
  return assert(
    asyncProperty(fields, async (given) => {
      const failure = await createBuffer(given as never, { machine }).then(
        (buffer) => buffer[Symbol.asyncDispose](),
        (error: unknown) => error,
      );
      expect(failure === undefined || failure instanceof ValueError || failure instanceof BufferError).toBe(true);
    }),
  );
});
