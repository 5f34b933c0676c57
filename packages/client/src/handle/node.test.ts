// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import { execFileSync } from 'node:child_process';
import {
  closeSync,
  constants,
  fstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  statSync,
  symlinkSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';

import { makeFakeMachine } from '../../test/fake-machine.ts';
import type { FakeMachine } from '../../test/fake-machine.ts';
import { makeDeviceNumber } from '../machine/device-number.ts';
import { nodeSystem } from '../machine/node-system.ts';
import { withBufferNode } from './node.ts';

let machine: FakeMachine;
beforeEach(() => (machine = makeFakeMachine()));
afterEach(() => machine.remove());

/** A device of every machine stands for a buffer. */
const zero = { name: 'a', node: '/dev/zero', major: 1, minor: 5 };

const descriptors = (): number => readdirSync('/proc/self/fd').length;

test.each([
  [1, 3, 0x103],
  [238, 0, 0xee00],
  [238, 65535, 0xff0eeff],
  [511, 256, 0x11ff00],
])('the device number %d:%d is what stat() gives', (major, minor, number) => {
  expect(makeDeviceNumber({ major, minor })).toBe(number);
});

test('a node with the number of the buffer can be opened', async () => {
  const before = descriptors();
  const file = withBufferNode(zero, (path) => openSync(path, constants.O_RDONLY));
  expect(fstatSync(file).rdev).toBe(statSync('/dev/zero').rdev);
  closeSync(file);
  const open = await nodeSystem.openNode('/dev/zero', makeDeviceNumber(zero), constants.O_RDONLY);
  const bytes = new Uint8Array(4).fill(1);
  await open?.read(bytes, 0);
  expect([...bytes]).toEqual([0, 0, 0, 0]);
  await open?.close();
  expect(descriptors()).toBe(before);
});

describe('what is not the node is not opened', () => {
  const node = (): string => join(machine.deviceDirectory, 'a');
  test.each<[string, () => string]>([
    ['another device', () => '/dev/null'],
    ['a directory', () => machine.deviceDirectory],
    // To open one waits until somebody writes to it.
    ['a FIFO', () => made(() => execFileSync('mkfifo', [node()]))],
    ['a file', () => made(() => writeFileSync(node(), 'text'))],
    ['a symbolic link to the node', () => made(() => symlinkSync('/dev/zero', node()))],
  ])('%s', async (_, make) => {
    const buffer = { ...zero, node: make() };
    const before = descriptors();
    const use = jest.fn<undefined, [string]>();
    expect(() => withBufferNode(buffer, use)).toThrow(
      expect.objectContaining({
        code: 'foreign',
        message: `cannot use a: ${buffer.node} is not its node, which has the device number 1:5`,
        hint: `see what it is: ls -l -d ${buffer.node}; delete the buffer, and create it under another name`,
      }),
    );
    expect(use).not.toHaveBeenCalled();
    expect(await nodeSystem.openNode(buffer.node, makeDeviceNumber(zero), constants.O_RDONLY)).toBeUndefined();
    expect(descriptors()).toBe(before);
  });

  function made(make: () => unknown): string {
    make();
    return node();
  }
});

test('the path leads to the node that was looked at, not to what has its name since', () => {
  const directory = join(machine.root, 'moved');
  symlinkSync('/dev', directory);
  withBufferNode({ ...zero, node: join(directory, 'zero') }, (path) => {
    unlinkSync(directory);
    mkdirSync(directory);
    writeFileSync(join(directory, 'zero'), 'text');
    expect(statSync(path).rdev).toBe(makeDeviceNumber(zero));
  });
});

test('a node that is not there', () => {
  expect(() => withBufferNode({ ...zero, node: join(machine.root, 'none') }, () => 0)).toThrow(
    expect.objectContaining({ code: 'ENOENT' }),
  );
});
