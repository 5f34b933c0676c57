// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import { mkdirSync } from 'node:fs';
import { join } from 'node:path';

import { makeFakeMachine } from '../test/fake-machine.ts';
import type { FakeMachine } from '../test/fake-machine.ts';
import { readUsers } from './users.ts';

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
  const { byName, complete } = readUsers(['camera', 'rx', 'unused'], machine);
  expect(Object.fromEntries(byName)).toEqual({
    camera: [
      { pid: 7, command: 'viewer', open: false, mapped: true },
      { pid: 20, command: 'grabber', open: true, mapped: true },
    ],
    rx: [{ pid: 101, command: 'reader', open: true, mapped: false }],
  });
  expect(complete).toBe(true);
});

test('a process that ends meanwhile uses nothing', () => {
  mkdirSync(join(machine.processDirectory, '42'));
  expect(readUsers(['camera'], machine)).toEqual({ byName: new Map(), complete: true });
});
