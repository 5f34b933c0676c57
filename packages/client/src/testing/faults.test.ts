// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import { getBufferSync } from '../buffers/list.ts';
import { createBuffer, deleteBuffer, openBuffer } from '../manage/async.ts';
import { createBufferSync } from '../manage/sync.ts';
import { createTestMachine } from './index.ts';
import type { TestMachine } from './index.ts';

// What a program is to live through, on request.

let machine: TestMachine;
beforeEach(() => (machine = createTestMachine({ devices: [{ bus: 'pci', name: '0000:00:04.0' }] })));

const fields = { name: 'a', size: 4096 } as const;

test('no memory', async () => {
  machine.fail('create', 'ENOMEM');
  await expect(createBuffer(fields, { machine })).rejects.toMatchObject({ code: 'no-memory', errno: 'ENOMEM' });
  await using buffer = await createBuffer(fields, { machine });
  expect(buffer.name).toBe('a');
});

test('a buffer that somebody else has', async () => {
  createBufferSync(fields, { machine });
  machine.fail('delete', 'EBUSY', 2);
  for (let time = 0; time < 2; time++) {
    await expect(deleteBuffer('a', { machine })).rejects.toMatchObject({ code: 'busy', errno: 'EBUSY' });
  }
  expect(await deleteBuffer('a', { machine })).toBe('manager');
});

test('a signal', async () => {
  machine.fail('create', 'EINTR');
  await expect(createBuffer(fields, { machine })).rejects.toMatchObject({ code: 'refused', errno: 'EINTR' });
  expect(getBufferSync('a', { machine })).toBeUndefined();
  await using buffer = await createBuffer(fields, { machine });
  machine.fail('read', 'EINTR', 3);
  expect(await buffer.read({ size: 2 })).toEqual(Uint8Array.of(0, 0));
  machine.fail('write', 'EINTR');
  await buffer.write(Uint8Array.of(1));
  expect(await buffer.read({ size: 1 })).toEqual(Uint8Array.of(1));
});

test.each([
  ['open', 'EACCES', 'permission'],
  ['map', 'ENOMEM', 'no-memory'],
  ['export', 'EINVAL', 'range'],
  ['sync', 'ENODEV', 'gone'],
  ['read', 'EIO', 'refused'],
] as const)('%s fails with %s', async (call, errno, code) => {
  createBufferSync(fields, { machine });
  const work = async (): Promise<void> => {
    await using buffer = await openBuffer('a', { machine });
    await {
      map: () => buffer.map(),
      export: () => buffer.export(),
      sync: () => buffer.sync.forCpu(),
      read: () => buffer.read(),
      open: () => undefined,
    }[call]();
  };
  machine.fail(call, errno);
  await expect(work()).rejects.toMatchObject({ name: 'BufferError', code, errno });
});

test('no koffi', async () => {
  machine = createTestMachine({ koffi: false });
  await using buffer = await createBuffer(fields, { machine });
  await expect(buffer.map()).rejects.toMatchObject({ code: 'no-koffi', hint: 'npm install koffi@3' });
  await expect(buffer.export()).rejects.toMatchObject({ code: 'no-koffi' });
  await buffer.sync.forDevice();
});

test('attributes that are not to be written', async () => {
  await using buffer = await createBuffer(fields, { machine });
  machine.fail('sync', 'EACCES');
  await buffer.sync.forDevice({ size: 100 });
  expect(buffer.sync.owner).toBe('device');
  machine.fail('sync', 'EACCES');
  await buffer.sync.forCpu({ size: 0 });
  expect(buffer.sync.owner).toBe('cpu');
});

test('a device that goes', async () => {
  const buffer = await createBuffer({ ...fields, bus: 'pci', device: '0000:00:04.0' }, { machine });
  machine.removeDevice('pci', '0000:00:04.0');
  await expect(buffer.read()).rejects.toMatchObject({ code: 'gone' });
  expect(getBufferSync('a', { machine })).toBeUndefined();
  await buffer[Symbol.asyncDispose]();
  await expect(createBuffer({ ...fields, bus: 'pci', device: '0000:00:04.0' }, { machine })).rejects.toMatchObject({
    code: 'no-device',
  });
});
