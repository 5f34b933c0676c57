// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { makeFakeMachine } from '../../test/fake-machine.ts';
import type { FakeMachine } from '../../test/fake-machine.ts';
import { runCommandsSync } from '../control/batch.ts';
import { commandOf } from '../control/fields.ts';
import type { SyncFile } from '../machine/system.ts';
import { createBuffer, deleteBuffer, openBuffer } from './async.ts';

// What the contract cannot show, because neither the kernel's driver nor the in-memory machine is like that.

let machine: FakeMachine;
beforeEach(() => (machine = makeFakeMachine()));
afterEach(() => machine.remove());

test('without the module, nothing is created or deleted', async () => {
  const expected = { code: 'not-loaded', errno: 'ENOENT', hint: 'load the module: modprobe u-dma-buf-mgr' };
  await expect(createBuffer({ name: 'a', size: 1 }, { machine })).rejects.toMatchObject(expected);
  await expect(deleteBuffer('a', { machine })).rejects.toMatchObject(expected);
});

test('a file that a redirect left is not written to', async () => {
  writeFileSync(machine.controlDevice, '');
  await expect(deleteBuffer('a', { machine })).rejects.toMatchObject({
    code: 'not-loaded',
    message: expect.stringContaining('is a regular file'),
  });
});

test('a buffer that another driver would take from its users is left to them', async () => {
  machine.addBuffer('a', { origin: undefined });
  machine.addProcess(20, 'grabber', [join(machine.deviceDirectory, 'a')]);
  await expect(deleteBuffer('a', { machine })).rejects.toMatchObject({
    code: 'busy',
    message: 'cannot delete a: it is in use by grabber (20)',
  });
});

test('a node that is not there yet, or no longer', async () => {
  machine.addBuffer('a');
  await expect(openBuffer('a', { machine })).rejects.toMatchObject({
    code: 'not-found',
    errno: 'ENOENT',
    message: 'cannot open a: there is no such buffer',
  });
});

test('a node that is not for this user', async () => {
  machine.addBuffer('a');
  const refused = Object.assign(new Error('EACCES'), { code: 'EACCES', errno: -13 });
  const system = { ...machine.system, openNode: () => Promise.reject(refused) };
  await expect(openBuffer('a', { machine: { ...machine, system } })).rejects.toMatchObject({
    code: 'permission',
    message: 'cannot open a: its node is not for this user',
    hint: 'root and the group u-dma-buf may open buffers: adduser USER u-dma-buf',
  });
});

describe('a temporary buffer, of modules that have none', () => {
  const refused = {
    code: 'refused',
    errno: '',
    message: 'cannot create a: the modules that are loaded have no temporary buffers',
    hint: 'load those of u-dma-buf-mgr-dkms 6.1.0 or newer, or create a buffer that lasts until it is deleted',
  };

  test.each(['', 'answers limits errno'])('which tell of "%s"', async (features) => {
    machine.setFeatures(features);
    writeFileSync(machine.controlDevice, '');
    await expect(createBuffer({ name: 'a', size: 1, temporary: true }, { machine })).rejects.toMatchObject(refused);
    const commands = ['b', 'a', 'c'].map((name) => commandOf({ name, size: 1, temporary: name === 'a' }));
    const sent: string[] = [];
    const write = (bytes: Uint8Array): number => sent.push(Buffer.from(bytes).toString()) && bytes.length;
    const openSync = (): SyncFile => ({ isRegular: false, read: () => 0, write, close: () => undefined });
    const other = { ...machine, system: { ...machine.system, openSync } };
    const outcomes = [...runCommandsSync(commands, { machine: other })].flat();
    expect(outcomes.map(({ error }) => error?.message)).toEqual([undefined, refused.message, undefined]);
    expect(sent).toEqual(['create b 1\n', 'create c 1\n']);
  });
});
