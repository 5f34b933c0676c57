// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import { mkdirSync } from 'node:fs';
import { join } from 'node:path';

import { makeFakeMachine } from '../../test/fake-machine.ts';
import type { FakeMachine } from '../../test/fake-machine.ts';
import type { Machine } from '../machine/machine.ts';
import { readUsersSync } from './users.ts';

let machine: FakeMachine;
beforeEach(() => (machine = makeFakeMachine()));
afterEach(() => machine.remove());

const mapping = (path: string): string => `7f0000000000-7f0000010000 rw-s 00000000 00:05 123                 ${path}`;

test('who has a buffer open, and who only mapped', () => {
  const [camera, rx] = [join(machine.deviceDirectory, 'camera'), join(machine.deviceDirectory, 'rx')];
  machine.addProcess(20, 'grabber', ['/dev/null', camera, camera], [mapping(camera), mapping('/usr/lib/libc.so.6')]);
  machine.addProcess(7, 'viewer', [], [mapping(camera)]);
  machine.addProcess(100, 'other', [`${rx}2`, '/dev/zero'], [mapping(`${rx}2`)]);
  machine.addProcess(101, 'reader', [rx]);
  const { byName, complete } = readUsersSync(['camera', 'rx', 'unused'], { machine });
  expect(Object.fromEntries(byName)).toEqual({
    camera: [
      { pid: 7, command: 'viewer', open: false, mapped: true },
      { pid: 20, command: 'grabber', open: true, mapped: true },
    ],
    rx: [{ pid: 101, command: 'reader', open: true, mapped: false }],
  });
  expect(complete).toBe(true);
});

describe('in a container, where the node has another path', () => {
  const number = 77;
  const other = (path: string): string => `/rootfs${path}`;
  // As the links below /proc, which lead to the node itself.
  const numbers: Record<string, number> = {};
  const forbidden: string[] = [];
  const withNumbers = (): Machine => ({
    ...machine,
    system: {
      ...machine.system,
      deviceNumber: (path) => {
        if (forbidden.includes(path)) {
          throw Object.assign(new Error('EPERM'), { code: 'EPERM', errno: -1 });
        }
        return numbers[path] ?? 0;
      },
    },
  });
  beforeEach(() => {
    numbers[join(machine.deviceDirectory, 'camera')] = number;
    machine.addBuffer('camera', { dev: `0:${number}` });
  });
  const users = (): unknown => readUsersSync(['camera'], { machine: withNumbers() }).byName.get('camera');

  test('its number tells', () => {
    machine.addProcess(20, 'grabber', [other('/camera')]);
    machine.addProcess(21, 'viewer', [], [mapping(other('/camera'))]);
    numbers[join(machine.processDirectory, '20/fd/0')] = number;
    numbers[join(machine.processDirectory, '21/map_files/7f0000000000-7f0000010000')] = number;
    expect(users()).toEqual([
      { pid: 20, command: 'grabber', open: true, mapped: false },
      { pid: 21, command: 'viewer', open: false, mapped: true },
    ]);
  });

  test('a file that has only the name is none', () => {
    machine.addProcess(20, 'editor', [other('/camera')], [mapping(other('/camera'))]);
    expect(users()).toBeUndefined();
  });

  test('where its number is not for us to know, its name tells', () => {
    machine.addProcess(21, 'viewer', [], [mapping(other('/camera'))]);
    forbidden.push(join(machine.processDirectory, '21/map_files/7f0000000000-7f0000010000'));
    expect(users()).toEqual([{ pid: 21, command: 'viewer', open: false, mapped: true }]);
  });
});

test.each(['fd', 'maps'])('who may not see the %s of a process has not seen all', (part) => {
  machine.addProcess(20, 'grabber', []);
  machine.addProcess(21, 'viewer', []);
  const hidden = join(machine.processDirectory, '20', part);
  const unlessHidden =
    <T>(read: (path: string) => T) =>
    (path: string): T => {
      if (path === hidden) {
        throw Object.assign(new Error('EACCES'), { code: 'EACCES', errno: -13 });
      }
      return read(path);
    };
  const system = {
    ...machine.system,
    readNames: unlessHidden((path) => machine.system.readNames(path)),
    readText: unlessHidden((path) => machine.system.readText(path)),
  };
  expect(readUsersSync(['camera'], { machine: { ...machine, system } }).complete).toBe(false);
});

test('a process that ends meanwhile uses nothing', () => {
  mkdirSync(join(machine.processDirectory, '42'));
  expect(readUsersSync(['camera'], { machine })).toEqual({ byName: new Map(), complete: true });
});
