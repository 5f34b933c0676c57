// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import { execFileSync } from 'node:child_process';
import { closeSync, constants, mkdirSync, openSync, readSync, rmSync, writeFileSync } from 'node:fs';

import { join } from 'node:path';

import { createCommand, deleteCommand } from '@u-dma-buf-mgr/protocol';

import { makeFakeMachine } from '../../test/fake-machine.ts';
import type { FakeMachine } from '../../test/fake-machine.ts';
import type { Machine } from '../machine/machine.ts';
import { runCommandsSync } from './batch.ts';

let machine: FakeMachine;
let fifo: number;

/** A FIFO takes what is written as the control device would, and keeps it. */
beforeEach(() => {
  machine = makeFakeMachine();
  execFileSync('mkfifo', [machine.controlDevice]);
  fifo = openSync(machine.controlDevice, constants.O_RDWR | constants.O_NONBLOCK);
});
afterEach(() => {
  closeSync(fifo);
  machine.remove();
});

const commands = Array.from({ length: 130 }, (_, index) => deleteCommand(`b${index}`));

function written(): string {
  const bytes = Buffer.alloc(65536);
  return bytes.toString('latin1', 0, readSync(fifo, bytes));
}

test('many commands go in few writes where the module tells what became of each', () => {
  machine.setFeatures('errno');
  const batches = [...runCommandsSync(commands, { machine })];
  expect(batches.map((batch) => batch.length)).toEqual([64, 64, 2]);
  expect(batches.flat().map(({ command }) => command)).toEqual(commands);
  expect(batches.flat().filter(({ error }) => error !== undefined)).toEqual([]);
  expect(written()).toBe(commands.map(({ name }) => `delete ${name}\n`).join(''));
});

test('nothing is opened for no commands', () => {
  const openSync = jest.fn();
  const system = { ...machine.system, openSync };
  expect([...runCommandsSync([], { machine: { ...machine, system } })]).toEqual([]);
  expect(openSync).not.toHaveBeenCalled();
});

test('one by one where it does not', () => {
  expect([...runCommandsSync(commands, { machine })]).toHaveLength(130);
});

test('a size that an older manager would cut is not sent; the others are', () => {
  machine.setFeatures('');
  const sizes = [4096n, 2n ** 32n, 8192n];
  const creations = sizes.map((size, index) => createCommand({ name: `b${index}`, size }));
  const errors = [...runCommandsSync(creations, { machine })].flat().map(({ error }) => error?.code);
  expect(errors).toEqual([undefined, 'too-large', undefined]);
  expect(written()).toBe('create b0 4096\ncreate b2 8192\n');
});

describe('a name that leads to something else in /dev', () => {
  const creations = ['b0', 'b1', 'b2'].map((name) => createCommand({ name, size: 4096 }));

  test('is left to our driver, which one buffer of a write tells', () => {
    machine.setFeatures('errno');
    creations.forEach(({ name }) => machine.addBuffer(name, { origin: 'manager' }));
    const asked: string[] = [];
    const readText = (path: string): string => {
      asked.push(path);
      return machine.system.readText(path);
    };
    const system = { ...machine.system, readText };
    const mixed = [deleteCommand('old'), ...creations];
    expect([...runCommandsSync(mixed, { machine: { ...machine, system } })].flat()).toHaveLength(4);
    expect(asked.filter((path) => path.includes('/b'))).toEqual([join(machine.classDirectory, 'b0', 'origin')]);
  });

  test('is deleted again above the driver of others, and the other buffers stay', () => {
    machine.setFeatures('errno');
    creations.forEach(({ name }) => machine.addBuffer(name, { origin: undefined }));
    writeFileSync(join(machine.deviceDirectory, 'b1'), '');
    const errors = [...runCommandsSync(creations, { machine })].flat().map(({ error }) => error?.code);
    expect(errors).toEqual([undefined, 'exists', undefined]);
    expect(written()).toBe('create b0 4096\ncreate b1 4096\ncreate b2 4096\ndelete b1\n');
  });
});

test('a buffer that was not created is not deleted, whatever has its name in /dev', () => {
  writeFileSync(join(machine.deviceDirectory, 'b0'), '');
  const write = jest.fn((): number => {
    throw Object.assign(new Error('ENOSPC'), { code: 'ENOSPC', errno: -28 });
  });
  const openSync = () => ({ isRegular: false, read: () => 0, write, close: () => undefined });
  const refusing: Machine = { ...machine, system: { ...machine.system, openSync } };
  const outcomes = [...runCommandsSync([createCommand({ name: 'b0', size: 4096 })], { machine: refusing })].flat();
  expect(outcomes.map(({ error }) => error?.code)).toEqual(['quota']);
  expect(write).toHaveBeenCalledTimes(1);
});

test('whoever stops asking ends it', () => {
  machine.setFeatures('errno');
  for (const batch of runCommandsSync(commands, { machine })) {
    expect(batch).toHaveLength(64);
    break;
  }
  expect(written().split('\n')).toHaveLength(65);
});

test('what a signal has cut is gone on with', () => {
  machine.setFeatures('errno');
  const taken: string[] = [];
  const stingy: Machine = {
    ...machine,
    system: {
      ...machine.system,
      openSync: () => ({
        isRegular: false,
        read: () => 0,
        // 7 bytes at a time: no command ends where a write does.
        write: (bytes) => taken.push(Buffer.from(bytes.subarray(0, 7)).toString()) && Math.min(7, bytes.length),
        close: () => undefined,
      }),
    },
  };
  const outcomes = [...runCommandsSync(commands.slice(0, 12), { machine: stingy })].flat();
  expect(outcomes.map(({ command }) => command)).toEqual(commands.slice(0, 12));
  expect(taken.join('')).toBe(Array.from({ length: 12 }, (_, index) => `delete b${index}\n`).join(''));
});

describe('what keeps every command from being done is the error of each', () => {
  test.each<[string, () => void, string]>([
    ['no device', () => undefined, 'not-loaded'],
    ['a regular file', () => writeFileSync(machine.controlDevice, ''), 'not-loaded'],
    ['a directory', () => mkdirSync(machine.controlDevice), 'refused'],
  ])('%s', (_, make, code) => {
    rmSync(machine.controlDevice);
    make();
    const outcomes = [...runCommandsSync(commands.slice(0, 3), { machine })].flat();
    expect(outcomes.map(({ error }) => [error?.code, error?.message.slice(0, 17)])).toEqual(
      commands.slice(0, 3).map(({ name }) => [code, `cannot delete ${name}:`]),
    );
  });
});
