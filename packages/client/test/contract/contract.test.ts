// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import { listBuffers } from '../../src/index.ts';
import { createTestMachine } from '../../src/testing/index.ts';
import { contract } from './index.ts';

// tools/client-test has the running kernel keep the same contract.

describe.each([true, false])('the in-memory machine, coherent: %p', (coherent) => {
  test.each(contract)('$title', async ({ check }) => {
    const device = { bus: 'pci', name: '0000:00:04.0' } as const;
    const machine = createTestMachine({ devices: [device], coherent });
    await check({ ...machine, machine, device, coherent });
    expect(listBuffers(machine)).toEqual([]);
  });
});
