// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { makeFakeMachine } from '../../test/fake-machine.ts';
import type { FakeMachine } from '../../test/fake-machine.ts';
import type { Machine } from '../machine/machine.ts';
import { watchBuffers } from './watch.ts';

// The moments in which a buffer goes, of which the kernel has its node and its directory show different things.

let machine: FakeMachine;
beforeEach(() => (machine = makeFakeMachine()));
afterEach(() => machine.remove());

const nodeOf = (name: string): string => join(machine.deviceDirectory, name);

function addBuffer(name: string): void {
  machine.addBuffer(name);
  writeFileSync(nodeOf(name), '');
}

test('a buffer whose node is gone is gone, though its directory is still there', async () => {
  addBuffer('a');
  const events = watchBuffers({ machine });
  await expect(events.next()).resolves.toMatchObject({ value: { type: 'present', buffer: { name: 'a' } } });
  rmSync(nodeOf('a'));
  await expect(events.next()).resolves.toMatchObject({ value: { type: 'removed', buffer: { name: 'a' } } });
  await events.return(undefined);
});

test('a buffer that is going while the watch begins is not there', async () => {
  machine.addBuffer('a');
  addBuffer('b');
  const events = watchBuffers({ machine });
  await expect(events.next()).resolves.toMatchObject({ value: { type: 'present', buffer: { name: 'b' } } });
  await events.return(undefined);
});

test('a buffer that was removed is added when it is made again', async () => {
  addBuffer('a');
  const events = watchBuffers({ machine });
  await events.next();
  rmSync(nodeOf('a'));
  await events.next();
  writeFileSync(nodeOf('a'), '');
  await expect(events.next()).resolves.toMatchObject({ value: { type: 'added', buffer: { name: 'a' } } });
  await events.return(undefined);
});

describe('a watch that nobody wants any more', () => {
  test.each(['return', 'throw', 'dispose'] as const)('ends a next() that waits, by %s', async (how) => {
    const events = watchBuffers({ machine });
    const waiting = [events.next(), events.next()];
    const ending = {
      return: () => events.return(undefined),
      throw: () => events.throw(new Error('enough')).catch(() => undefined),
      dispose: () => events[Symbol.asyncDispose](),
    };
    await ending[how]();
    expect(await Promise.all(waiting)).toEqual([
      { done: true, value: undefined },
      { done: true, value: undefined },
    ]);
    expect(await events.next()).toEqual({ done: true, value: undefined });
  });

  test('which did not begin', async () => {
    const events = watchBuffers({ machine });
    expect(await events.return(undefined)).toEqual({ done: true, value: undefined });
    expect(await events.next()).toEqual({ done: true, value: undefined });
  });
});

test.each([true, false])('whether a watch keeps the program running is said: %p', async (persistent) => {
  // Node 18 has it, though its types do not.
  const node = process as unknown as { getActiveResourcesInfo(): string[] };
  const running = (): number => node.getActiveResourcesInfo().filter((name) => name.startsWith('FSEvent')).length;
  const before = running();
  const events = watchBuffers({ machine, persistent });
  const waiting = events.next();
  expect(running() - before).toBe(persistent ? 1 : 0);
  await events.return(undefined);
  await waiting;
});

test.each([
  ['ENOSPC', 'root may raise fs.inotify.max_user_watches by sysctl'],
  ['ENOENT', undefined],
])('a directory that cannot be watched: %s', async (code, hint) => {
  const cause = Object.assign(new Error(code), { code, errno: -1 });
  const refusing: Machine['system']['watch'] = () => {
    throw cause;
  };
  const failing: Machine['system']['watch'] = (_, { onError }) => {
    onError(cause);
    return () => undefined;
  };
  const message = `cannot watch ${machine.deviceDirectory}: ${code}`;
  for (const watch of [refusing, failing]) {
    const events = watchBuffers({ machine: { ...machine, system: { ...machine.system, watch } } });
    await expect(events.next()).rejects.toMatchObject({
      name: 'BufferError',
      code: 'refused',
      errno: code,
      message,
      hint,
    });
  }
});
