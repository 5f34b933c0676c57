// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import { listBuffers } from '../../src/index.ts';
import { contract } from './index.ts';
import { armBoard, makeAndDie, makeTestMachine, pc } from './subject.ts';

// tools/suites/client/run has the running kernel keep the same contract.

describe.each([
  ['a PC', pc],
  ['an ARM board', armBoard],
])('the in-memory machine as %s', (_, traits) => {
  test.each(contract)('$title', async ({ check }) => {
    const device = { bus: 'pci', name: '0000:00:04.0' } as const;
    const machine = makeTestMachine(device, traits);
    await check({ ...machine, ...traits, machine, device, makeAndDie: (name) => makeAndDie(machine, name) });
    expect(listBuffers({ machine })).toEqual([]);
  });
});
