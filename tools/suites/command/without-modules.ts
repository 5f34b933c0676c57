// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

// What the command says where no module is loaded: each word of it, and nothing is done.

import assert from 'node:assert';
import fs from 'node:fs';

import { test } from '../../lib/tap.ts';
import { cli } from './command.ts';
import { expectCall } from './expect.ts';
import { apply, completed, configure, CONFIGURATION } from './machine.ts';

const noBuffer =
  'u-dma-buf-mgr: there is no buffer "a"\nhint: the module u-dma-buf is not loaded: modprobe u-dma-buf-mgr\n';
const noManager =
  /^u-dma-buf-mgr: cannot \w+ a: \/dev\/u-dma-buf-mgr does not exist\nhint: load the module: modprobe u-dma-buf-mgr\n$/;

async function looking(): Promise<void> {
  await test('list without the modules', async () => {
    expectCall(await cli('list'), {});
    expectCall(await cli('list', '--json'), { stdout: '[]\n' });
  });
  for (const words of [
    ['show', 'a'],
    ['sync', 'a', '--for', 'cpu'],
    ['dump', 'a'],
    ['fill', 'a'],
    ['bench', 'a'],
  ]) {
    await test(`${words[0]} without the modules`, async () =>
      expectCall(await cli(...words), { status: 1, stderr: noBuffer }));
  }
  await test('load without the modules', async () =>
    expectCall(await cli('load', 'a', '/etc/passwd'), { status: 1, stderr: noBuffer }));
  await test('cdi without the modules', async () =>
    expectCall(await cli('cdi'), { status: 1, stderr: /there are no buffers\nhint: .*not loaded: modprobe/ }));
  await test('map without the modules', async () => expectCall(await cli('map'), { stdout: /^RAM 0x/ }));
  await test('doctor without the modules', async () =>
    expectCall(await cli('doctor'), {
      status: 4,
      stdout:
        /^error +modules\n +The modules u-dma-buf and u-dma-buf-mgr are installed, but not loaded\.\n +# modprobe/m,
    }));
  await test('there is no name to complete', async () =>
    assert.deepStrictEqual(await completed('u-dma-buf-mgr show '), []));
}

async function changing(): Promise<void> {
  await test('create and delete without the modules', async () => {
    expectCall(await cli('create', 'a', '4K'), { status: 1, stderr: noManager });
    expectCall(await cli('delete', 'a'), { status: 1, stderr: noManager });
    expectCall(await cli('delete', 'a*'), {
      status: 1,
      stderr: /^u-dma-buf-mgr: no buffer matches "a\*"\nhint: .*not loaded/,
    });
    expectCall(await cli('delete', '--all', '--yes'), {});
  });
  await test('a configuration without buffers needs no module', async () => {
    configure('buffers:\n');
    expectCall(await apply(), { stdout: '0 changed, 0 as configured\n' });
    expectCall(await cli('export'), { stdout: /^# .*\nbuffers:\n$/ });
  });
  await test('one with buffers says so once', async () => {
    configure('buffers: { a: { size: 4K }, b: { size: 4K } }');
    expectCall(await apply(), {
      status: 1,
      stdout: '0 changed, 0 as configured, 1 failed, 1 not tried\n',
      stderr: noManager,
    });
    expectCall(await apply('--keep-going'), {
      status: 1,
      stdout: '0 changed, 0 as configured, 2 failed\n',
      stderr: noManager,
    });
    const json = await apply('--json', '--keep-going');
    expectCall({ ...json, stdout: '' }, { status: 1, stderr: noManager });
    assert.deepStrictEqual(
      (JSON.parse(json.stdout) as { name: string; done: boolean; error: string }[]).map(({ name, done, error }) => [
        done,
        error === `cannot create ${name}: /dev/u-dma-buf-mgr does not exist`,
      ]),
      [
        [false, true],
        [false, true],
      ],
    );
    expectCall(await cli('diff', CONFIGURATION), { status: 3, stdout: '+ create  a 4K\n+ create  b 4K\n' });
  });
  await test('nothing is left in /dev that would hide the module', () =>
    assert.ok(!fs.existsSync('/dev/u-dma-buf-mgr')));
}

export async function withoutModules(): Promise<void> {
  await looking();
  await changing();
}
