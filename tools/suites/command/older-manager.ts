// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

// Our driver with a manager that gives no answers, knows few errors and does not tell the driver that it asks.

import assert from 'node:assert';
import fs from 'node:fs';

import { test } from '../../lib/tap.ts';
import { cli } from './command.ts';
import { expectCall } from './expect.ts';
import { apply, attribute, configure, me, names, sh } from './machine.ts';

async function commands(): Promise<void> {
  await test('an older manager: buffers come and go', async () => {
    configure('buffers: { "o{0..3}": { size: 4K, mode: 600 } }');
    expectCall(await apply(), { stdout: /\n4 changed, 0 as configured\n$/ });
    expectCall(await cli('create', 'o1', '4K'), { status: 1, stderr: /a buffer of this name exists/ });
    expectCall(await cli('delete', 'o?', 'none'), { status: 1, stderr: /cannot delete none: there is no such buffer/ });
    expectCall(await cli('delete', 'o*'), { status: 1, stderr: /no buffer matches/ });
  });
  await test('an older manager: a size that it would cut is refused', async () => {
    const stderr =
      /^u-dma-buf-mgr: cannot create \w+: the manager that is loaded may take .* it counts in 32 bits\nhint: /;
    expectCall(await cli('create', 'cut', '0x100010000'), { status: 1, stderr });
    configure('buffers: { cut: { size: 0x100010000 }, whole: { size: 4K } }');
    expectCall(await apply('-k'), {
      status: 1,
      stdout: '+ create  whole 4K\n1 changed, 0 as configured, 1 failed\n',
      stderr,
    });
    assert.deepStrictEqual(names(), ['whole']);
  });
}

async function origins(): Promise<void> {
  await test('an older manager: its buffers can be changed, and are not pruned', async () => {
    expectCall(await cli('list'), { stdout: /\nwhole .* auto +\? +-\n$/ });
    configure('buffers: { whole: { size: 8K } }');
    expectCall(await apply(), { stdout: /^~ replace whole size 4K -> 8K\n1 changed/ });
    configure('');
    expectCall(await apply('--prune'), {
      stdout: '0 changed, 0 as configured\n',
      stderr: 'u-dma-buf-mgr: --prune leaves whole: these modules do not tell who had them made\n',
    });
    assert.strictEqual(attribute('whole', 'size'), '8192');
  });
  await test('an older manager: the driver keeps what is in use', async () => {
    const file = fs.openSync('/dev/whole', 'r');
    const stderr = `u-dma-buf-mgr: cannot delete whole: it is in use by ${me}\n`;
    expectCall(await cli('delete', 'whole'), { status: 1, stderr });
    fs.closeSync(file);
    expectCall(await cli('delete', 'whole'), {});
  });
}

export async function withOlderManager(): Promise<void> {
  sh('modprobe u-dma-buf && insmod /peer-manager/u-dma-buf-mgr.ko');
  await commands();
  await origins();
  await test('an older manager: doctor says what it does not do', async () =>
    expectCall(await cli('doctor'), {
      status: 3,
      stdout: /u-dma-buf-mgr 4\.3\.0 is loaded and 6\.[^]*note +modules\n +u-dma-buf-mgr 4\.3\.0 does not say why/,
    }));
  sh('rmmod u-dma-buf-mgr u-dma-buf');
}
