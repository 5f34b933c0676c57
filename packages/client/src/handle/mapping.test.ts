// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { makeFakeMachine } from '../../test/fake-machine.ts';
import type { FakeMachine } from '../../test/fake-machine.ts';
import { openBuffer } from '../manage/async.ts';

// A file for the node: the kernel's own mmap(), through koffi, of memory that is not a device's.

let machine: FakeMachine;
beforeEach(() => {
  machine = makeFakeMachine();
  machine.addBuffer('a', { size: '10000' });
  writeFileSync(
    join(machine.deviceDirectory, 'a'),
    Uint8Array.from({ length: 10000 }, (_, index) => index >> 8),
  );
});
afterEach(() => machine.remove());

test('is the file itself', async () => {
  await using buffer = await openBuffer('a', { machine });
  const bytes = new Uint8Array(await buffer.map());
  expect(bytes).toHaveLength(10000);
  expect(bytes[9999]).toBe(9999 >> 8);
  bytes[9999] = 42;
  expect(await buffer.read({ offset: 9999 })).toEqual(Uint8Array.of(42));
});

test('begins at any byte', async () => {
  await using buffer = await openBuffer('a', { machine });
  const bytes = new Uint8Array(await buffer.map({ offset: 5000, size: 1000 }));
  expect([...bytes]).toEqual(Array.from({ length: 1000 }, (_, index) => (index + 5000) >> 8));
});

test('is let go of at once, and a view of it does no harm', async () => {
  await using buffer = await openBuffer('a', { machine });
  const memory = await buffer.map();
  const bytes = new Uint8Array(memory);
  buffer.unmap(memory);
  buffer.unmap(memory);
  expect(machine.system.readText('/proc/self/maps')).not.toContain(buffer.info.node);
  expect(bytes[5000]).toBe(0);
  bytes[5000] = 1;
  expect(await buffer.read({ offset: 5000, size: 1 })).toEqual(Uint8Array.of(5000 >> 8));
});

test('ends with the handle', async () => {
  const buffer = await openBuffer('a', { machine });
  const bytes = new Uint8Array(await buffer.map());
  await buffer.close();
  expect(machine.system.readText('/proc/self/maps')).not.toContain(buffer.info.node);
  expect(bytes[5000]).toBe(0);
});

test('what the kernel does not map is told', async () => {
  await using buffer = await openBuffer('a', { machine });
  await expect(buffer.map({ size: 0 })).rejects.toMatchObject({ code: 'range', errno: 'EINVAL' });
  await expect(buffer.export()).rejects.toMatchObject({ code: 'refused', errno: 'ENOTTY' });
});

describe('without koffi', () => {
  beforeEach(() => {
    jest.resetModules();
    jest.doMock('koffi', () => {
      throw Object.assign(new Error("Cannot find module 'koffi'"), { code: 'MODULE_NOT_FOUND' });
    });
  });
  afterEach(() => jest.dontMock('koffi'));

  test('mapping and exporting say what is missing, all else works', async () => {
    await using buffer = await openBuffer('a', { machine });
    const missing = expect.objectContaining({
      code: 'no-koffi',
      message: expect.stringContaining('need the npm package koffi'),
      hint: 'npm install koffi@3',
    });
    await expect(buffer.map()).rejects.toEqual(missing);
    await expect(buffer.export()).rejects.toEqual(missing);
    await buffer.write(Uint8Array.of(7), 3);
    expect(await buffer.read({ offset: 3, size: 1 })).toEqual(Uint8Array.of(7));
  });
});
