// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { makeFakeMachine } from '../../test/fake-machine.ts';
import type { FakeMachine } from '../../test/fake-machine.ts';
import { getBufferSync } from './list.ts';

// A driver of others has fewer attributes.

let machine: FakeMachine;
beforeEach(() => (machine = makeFakeMachine()));
afterEach(() => machine.remove());

const older = { origin: undefined, dma_mask: undefined, memory_source: undefined, driver_version: '4.8.0' };

test('what it does not tell is undefined', () => {
  machine.addBuffer('a', older);
  expect(getBufferSync('a', { machine })).toMatchObject({
    origin: undefined,
    dmaMask: undefined,
    memorySource: undefined,
    guarded: false,
    driverVersion: '4.8.0',
  });
});

test.each([
  ['ikwzm,u-dma-buf', 'device-tree'],
  ['xlnx,axi-dma', undefined],
])('its node of the device tree, %s, tells the origin: %p', (compatible, origin) => {
  machine.addBuffer('a', older);
  const node = join(machine.classDirectory, 'a/device/of_node');
  mkdirSync(node);
  writeFileSync(join(node, 'compatible'), `${compatible}\0`);
  expect(getBufferSync('a', { machine })).toMatchObject({ origin });
});
