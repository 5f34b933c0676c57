// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { thisMachine } from '@u-dma-buf-mgr/client';
import type { Machine } from '@u-dma-buf-mgr/client';

import { syncRange } from './sync-range.ts';
import type { SyncFields } from './sync-range.ts';

const whole: SyncFields = { owner: 'device', offset: 0n, size: 0x10000n, direction: 'bidirectional' };

const a = { name: 'a', size: 2 ** 33 };

describe('the attributes', () => {
  let machine: Machine;
  const shown = { sync_offset: '0x40', sync_size: '64', sync_direction: '2', sync_for_cpu: '0', sync_for_device: '0' };
  beforeEach(() => {
    machine = { ...thisMachine, classDirectory: mkdtempSync(join(tmpdir(), 'u-dma-buf-mgr-sync-')) };
    mkdirSync(join(machine.classDirectory, 'a'));
    Object.entries(shown).forEach(([name, value]) => writeFileSync(join(machine.classDirectory, 'a', name), value));
  });
  afterEach(() => rmSync(machine.classDirectory, { recursive: true }));

  const attribute = (name: string): string => readFileSync(join(machine.classDirectory, 'a', name), 'latin1').trim();

  test('get one write where that says it all', () => {
    syncRange(a, whole, machine);
    expect([attribute('sync_for_device'), attribute('sync_for_cpu')]).toEqual(['0x10001', '0']);
  });

  test('have what they had, after a sync that needed them', () => {
    syncRange(a, { ...whole, owner: 'cpu', offset: 1n << 32n, size: 96n }, machine);
    expect([attribute('sync_for_cpu'), attribute('sync_for_device')]).toEqual(['1', '0']);
    expect(['sync_offset', 'sync_size', 'sync_direction'].map(attribute)).toEqual(['0x40', '64', '2']);
  });

  test('that are not there are those of no buffer', () => {
    expect(() => syncRange({ ...a, name: 'b' }, whole, machine)).toThrow(
      expect.objectContaining({ code: 'not-found', message: 'cannot sync b: there is no such buffer' }),
    );
  });
});
