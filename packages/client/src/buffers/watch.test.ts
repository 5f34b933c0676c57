// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { makeFakeMachine } from '../../test/fake-machine.ts';
import type { FakeMachine } from '../../test/fake-machine.ts';
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
  await events.return(undefined as never);
});

test('a buffer that is going while the watch begins is not there', async () => {
  machine.addBuffer('a');
  addBuffer('b');
  const events = watchBuffers({ machine });
  await expect(events.next()).resolves.toMatchObject({ value: { type: 'present', buffer: { name: 'b' } } });
  await events.return(undefined as never);
});

test('a buffer that was removed is added when it is made again', async () => {
  addBuffer('a');
  const events = watchBuffers({ machine });
  await events.next();
  rmSync(nodeOf('a'));
  await events.next();
  writeFileSync(nodeOf('a'), '');
  await expect(events.next()).resolves.toMatchObject({ value: { type: 'added', buffer: { name: 'a' } } });
  await events.return(undefined as never);
});
