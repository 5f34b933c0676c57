// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import { deleteCommand } from '@u-dma-buf-mgr/protocol';

import { makeFakeMachine } from '../../test/fake-machine.ts';
import type { FakeMachine } from '../../test/fake-machine.ts';
import type { Machine } from '../machine/machine.ts';
import type { OpenFile, SyncFile } from '../machine/system.ts';
import { sendCommand, sendCommandSync } from './send.ts';

// Both doors to the control device, which here takes a few bytes at a time, as if a signal had cut every write.

let fake: FakeMachine;
let machine: Machine;
let calls: string[];

beforeEach(() => {
  fake = makeFakeMachine();
  fake.setFeatures('answers');
  calls = [];
  const answer = Buffer.from('ok delete b0 origin=manager\n');
  const file: SyncFile = {
    isRegular: false,
    read: (target) => calls.push('read') && answer.copy(target),
    write: (bytes) => calls.push(Buffer.from(bytes.subarray(0, 4)).toString()) && Math.min(4, bytes.length),
    close: () => void calls.push('close'),
  };
  const none = (): Promise<never> => Promise.reject(new Error('not for a control device'));
  const openFile: OpenFile = {
    isRegular: false,
    ioctl: none,
    map: none,
    read: (target: Uint8Array) => Promise.resolve(file.read(target)),
    write: (bytes: Uint8Array) => Promise.resolve(file.write(bytes)),
    close: () => Promise.resolve().then(() => file.close()),
  };
  machine = { ...fake, system: { ...fake.system, openSync: () => file, open: () => Promise.resolve(openFile) } };
});
afterEach(() => fake.remove());

const send: [string, () => unknown][] = [
  ['blocking', () => sendCommandSync(deleteCommand('b0'), machine)],
  ['leaving the event loop free', () => sendCommand(deleteCommand('b0'), machine)],
];

test.each(send)('a command that is taken in pieces is sent whole: %s', async (_, run) => {
  expect(await run()).toMatchObject({ status: 'ok', name: 'b0', origin: 'manager' });
  expect(calls).toEqual(['dele', 'te b', '0\n', 'read', 'close']);
});

test.each(send)('a command that fails has its answer read, and the file is closed: %s', async (_, run) => {
  const fail = (): never => {
    throw Object.assign(new Error('busy'), { code: 'EBUSY', errno: -16 });
  };
  const { system } = machine;
  machine = {
    ...machine,
    system: {
      ...system,
      openSync: (path, flags) => ({ ...system.openSync(path, flags), write: fail }),
      open: async (path, flags) => ({ ...(await system.open(path, flags)), write: () => Promise.resolve().then(fail) }),
    },
  };
  await expect(Promise.resolve().then(run)).rejects.toThrow(expect.objectContaining({ code: 'busy', errno: 'EBUSY' }));
  expect(calls).toEqual(['read', 'close']);
});
