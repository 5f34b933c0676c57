// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import { closeSync, openSync, readlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { makeFakeMachine } from '../../test/fake-machine.ts';
import type { FakeMachine } from '../../test/fake-machine.ts';
import type { Machine } from '../machine/machine.ts';
import type { OpenFile } from '../machine/system.ts';
import { openBuffer } from '../manage/async.ts';

// What is under way when a handle is closed.

let machine: FakeMachine;
beforeEach(() => {
  jest.resetModules(); // koffi is loaded again, which takes a while
  machine = makeFakeMachine();
  machine.addBuffer('a', { size: '8192' });
  writeFileSync(join(machine.deviceDirectory, 'a'), new Uint8Array(8192).fill(1));
});
afterEach(() => machine.remove());

test('a mapping that is under way is none of another file', async () => {
  const buffer = await openBuffer('a', { machine });
  const mapping = buffer.map();
  const told = expect(mapping).rejects.toMatchObject({
    code: 'closed',
    message: 'cannot map a: this handle is closed',
  });
  await buffer.close();
  const other = join(machine.root, 'other');
  writeFileSync(other, new Uint8Array(8192).fill(2));
  const descriptor = openSync(other, 'r+');
  await told;
  expect(readlinkSync(`/proc/self/fd/${descriptor}`)).toBe(other);
  closeSync(descriptor);
  expect(machine.system.readText('/proc/self/maps')).not.toContain(machine.root);
});

test.each([
  ['export', 'ENOTTY'],
  ['map', 'EINVAL'],
] as const)('%s under way ends before the file does', async (call, errno) => {
  const buffer = await openBuffer('a', { machine });
  const ended: string[] = [];
  const work = buffer[call](call === 'map' ? { size: 0 } : {}).catch((error: unknown) => {
    ended.push(call);
    return error;
  });
  await buffer.close().then(() => ended.push('close'));
  expect(await work).toMatchObject({ errno });
  expect(ended).toEqual([call, 'close']);
});

test('everything under way has ended when the file is closed', async () => {
  const order: string[] = [];
  const slow = (name: string) => (): Promise<number> =>
    new Promise((resolve) => setTimeout(() => resolve(order.push(name)), 20));
  const node: Partial<OpenFile> = {
    read: slow('read'),
    ioctl: () => slow('ioctl')().then(() => undefined),
    map: async () => {
      await slow('map')();
      return { memory: new ArrayBuffer(4), unmap: () => void order.push('unmap') };
    },
    close: () => Promise.resolve(void order.push('close')),
  };
  const open = (): Promise<OpenFile> => Promise.reject(Object.assign(new Error(), { code: 'EACCES', errno: -13 }));
  const system = { ...machine.system, openNode: () => Promise.resolve(node as OpenFile), open };
  const slowMachine: Machine = { ...machine, system };
  const buffer = await openBuffer('a', { machine: slowMachine });
  const work = [buffer.read({ size: 1 }), buffer.export(), buffer.sync.forCpu(), buffer.map()];
  await Promise.all([buffer.close(), Promise.allSettled(work)]);
  expect(order.at(-1)).toBe('close');
  expect([...order].sort()).toEqual(['close', 'ioctl', 'ioctl', 'map', 'read', 'unmap']);
});

test('an exported part is closed when its syncs have ended', async () => {
  const order: string[] = [];
  const system = {
    ...machine.system,
    openNode: () => Promise.resolve({ ioctl: () => Promise.resolve(), close: () => Promise.resolve() } as never),
    ioctlDescriptor: () => new Promise<void>((resolve) => setTimeout(() => resolve(void order.push('sync')), 20)),
    closeDescriptor: () => void order.push('close'),
  };
  const buffer = await openBuffer('a', { machine: { ...machine, system } });
  const part = await buffer.export();
  const syncs = [part.sync.forDevice(), part.sync.forCpu()];
  part.close();
  await expect(part.sync.forCpu()).rejects.toMatchObject({ code: 'closed' });
  await Promise.all(syncs);
  expect(order).toEqual(['sync', 'sync', 'close']);
  await buffer.close();
});
