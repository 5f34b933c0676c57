// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

// A driver and a manager that have the old interfaces and no more: the command does what it can with them, and says what
// they do not tell.

import assert from 'node:assert';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import { setTimeout } from 'node:timers/promises';

import { test } from '../../lib/tap.ts';
import { cli } from './command.ts';
import { expectCall } from './expect.ts';
import { foreignNames, foreignNodes } from './foreign-nodes.ts';
import {
  apply,
  attribute,
  completed,
  configure,
  CONFIGURATION,
  EDU,
  escape,
  me,
  names,
  parentOf,
  sh,
} from './machine.ts';

async function creating(): Promise<void> {
  await test('others: create', async () => {
    expectCall(await cli('create', 'plain', '64K'), { stdout: /^plain: 64K at 0x[0-9a-f]+, \/dev\/plain\n$/ });
    expectCall(await cli('create', 'child', '128K', '--bus', 'pci', '--device', EDU, '--mmap', 'on', '-q'), {});
    assert.strictEqual(parentOf('child'), EDU);
  });
  await test('others: why a create fails is concluded from what is there', async () => {
    const refused = async (text: RegExp, ...words: string[]): Promise<void> =>
      expectCall(await cli('create', ...words), { status: 1, stderr: text });
    await refused(
      /^u-dma-buf-mgr: cannot create plain: a buffer of this name exists: 64K at 0x[0-9a-f]+\nhint: /,
      'plain',
      '1M',
    );
    await refused(
      /there is no device 0000:09:00.0 on the bus pci\nhint: /,
      'b',
      '4K',
      '--bus',
      'pci',
      '--device',
      '0000:09:00.0',
    );
    await refused(/cannot create b: the kernel has no 2G of contiguous memory for it; .*\nhint: /, 'b', '2G');
    await refused(/cannot create b: the manager that is loaded may take 4G for less: .*\nhint: /, 'b', '4G');
    await refused(
      /^.*: the module answered EINVAL to "create b 4096 quirk-mmap-page"\nhint: the kernel log/,
      'b',
      '4K',
      '--mmap',
      'page',
    );
    assert.deepStrictEqual(names(), ['child', 'plain']);
  });
}

async function looking(): Promise<void> {
  await test('others: list and show have a ? for what is not told', async () => {
    const { stdout } = await cli('list');
    const lines = stdout
      .trimEnd()
      .split('\n')
      .slice(1)
      .map((line) => line.split(/ {2,}/));
    assert.deepStrictEqual(
      lines.map(([name, size, , ...rest]) => [name, size, ...rest]),
      [
        ['child', '128K', EDU, 'on', '?', '-'],
        ['plain', '64K', parentOf('plain'), 'auto', '?', '-'],
      ],
    );
    expectCall(await cli('show', 'plain'), {
      stdout:
        /^plain\n {2}size +64K [^]*DMA mask +\?\n[^]*mmap mode +auto\n[^]*origin +\?\n {2}driver +4\.3\.0\n {2}used by +-\n$/,
    });
  });
  await test('others: list --json has null', async () => {
    const [child] = JSON.parse((await cli('list', '--json')).stdout) as { dma_mask: unknown; origin: unknown }[];
    assert.deepStrictEqual([child?.dma_mask, child?.origin], [null, null]);
  });
  await test('others: doctor says what they do not tell', async () =>
    expectCall(await cli('doctor'), {
      status: 3,
      stdout:
        /u-dma-buf 4\.3\.0 is loaded and 6\.[^]*note +modules\n +u-dma-buf 4\.3\.0 does not tell[^]*note +modules\n +u-dma-buf-mgr 4\.3\.0 does not say/,
    }));
  await test('others: map, cdi and completion', async () => {
    expectCall(await cli('map'), { stdout: /\n\w +child +128K +0x[0-9a-f]+\n\w +plain +64K +0x/ });
    const { devices } = JSON.parse((await cli('cdi')).stdout) as { devices: { name: string }[] };
    assert.deepStrictEqual(
      devices.map(({ name }) => name),
      ['child', 'plain'],
    );
    assert.deepStrictEqual(await completed('u-dma-buf-mgr delete pl'), ['plain']);
  });
}

async function contents(): Promise<void> {
  await test('others: fill, load, dump', async () => {
    fs.writeFileSync('/tmp/file', 'hello, device');
    expectCall(await cli('fill', 'plain', '0xdeadbeef'), { stdout: 'plain: 64K of 0xdeadbeef at 0\n' });
    expectCall(await cli('load', 'plain', '/tmp/file', '--offset', '4K'), { stdout: /^plain: 13 of / });
    expectCall(await cli('dump', 'plain', '--offset', '4K', '--size', '16'), {
      stdout: '00001000  68 65 6c 6c 6f 2c 20 64  65 76 69 63 65 ad be ef  |hello, device...|\n00001010\n',
    });
    expectCall(await cli('dump', 'plain', '--out', '/tmp/saved'), {});
    assert.ok(fs.readFileSync('/tmp/saved').equals(fs.readFileSync('/dev/plain')));
  });
  await test('others: sync', async () => {
    expectCall(await cli('sync', 'plain', '--for', 'device'), { stdout: "plain is the device's\n" });
    assert.strictEqual(attribute('plain', 'sync_owner'), '1');
    expectCall(await cli('sync', 'plain', '--for', 'cpu', '--offset', '4K', '--size', '100'), {
      stdout: "plain is the CPU's: 100 from 4096\n",
    });
    assert.deepStrictEqual(
      ['sync_owner', 'sync_size'].map((key) => attribute('plain', key)),
      ['0', '65536'],
    );
  });
  await test('others: bench', async () => {
    const { stdout, status } = await cli('bench', 'plain', '--write', '--seconds', '0.01', '--json');
    const speeds = (JSON.parse(stdout) as { bytes_per_second: number }[]).map((result) => result.bytes_per_second);
    assert.ok(status === 0 && speeds.length === 4 && speeds.every((speed) => speed > 0), stdout);
  });
}

async function inUse(): Promise<void> {
  const file = fs.openSync('/dev/plain', 'r');
  const busy = `it is in use by ${me}\n`;
  await test('others: what is in use is not deleted, although the driver would', async () => {
    await cli('create', 'going', '4K', '-q');
    expectCall(await cli('delete', 'plain', 'going', 'none'), {
      status: 1,
      stderr: `u-dma-buf-mgr: cannot delete plain: ${busy}hint: this driver would take its memory from them\nu-dma-buf-mgr: cannot delete none: there is no such buffer\n`,
    });
    configure('buffers: { plain: { size: 128K }, new: { size: 4K } }');
    expectCall(await apply('-k'), {
      status: 1,
      stdout: /1 changed, 0 as configured, 1 failed\n$/,
      stderr: `u-dma-buf-mgr: cannot replace plain: ${busy}`,
    });
    expectCall(await cli('show', 'plain'), { stdout: new RegExp(`used by +${escape(me)}\n$`) });
    assert.deepStrictEqual([names(), attribute('plain', 'size')], [['child', 'new', 'plain'], '65536']);
  });
  fs.closeSync(file);
}

async function applying(): Promise<void> {
  await test('others: apply changes what differs, and --dry-run names what is not told', async () => {
    configure('buffers: { plain: { size: 128K, dma-mask: 30, mode: 640 }, new: { size: 4K, dma-mask: 32 } }');
    expectCall(await apply('--dry-run'), {
      stdout: '~ replace plain size 64K -> 128K\n= keep    new (the driver does not tell: dma-mask)\n',
    });
    expectCall(await apply(), { stdout: /^~ replace plain .*\n1 changed, 1 as configured\n$/ });
    expectCall(await apply(), { stdout: '0 changed, 2 as configured\n' });
    expectCall(await cli('diff', CONFIGURATION), {});
  });
  await test('others: the old buffer comes back, but for what is not told', async () => {
    configure('buffers: { plain: { size: 2G } }');
    expectCall(await apply(), {
      status: 1,
      stdout: '0 changed, 0 as configured, 1 failed\n',
      stderr:
        /^u-dma-buf-mgr: cannot create plain: the kernel has no 2G.*\nhint: plain is back, perhaps with another DMA mask: this driver does not tell which it had\n$/,
    });
    assert.deepStrictEqual([attribute('plain', 'size'), fs.statSync('/dev/plain').mode & 0o777], ['131072', 0o640]);
  });
  await test('others: --prune leaves what may be of somebody else', async () => {
    configure('buffers: { new: { size: 4K } }');
    expectCall(await cli('diff', '--prune', CONFIGURATION), {
      stderr: 'u-dma-buf-mgr: --prune leaves child, plain: these modules do not tell who had them made\n',
    });
  });
  await test('others: what is exported makes the same buffers, and says what is not told', async () => {
    const { stdout } = await cli('export');
    assert.deepStrictEqual(stdout.match(/^# Of .*$/gm), [
      '# Of child the modules do not tell who had it made.',
      '# Of new the modules do not tell who had it made, its dma-mask.',
      '# Of plain the modules do not tell who had it made, its dma-mask.',
    ]);
    fs.writeFileSync('/tmp/exported.yaml', stdout);
    expectCall(await cli('delete', '--all', '--yes'), {});
    expectCall(await cli('apply', '/tmp/exported.yaml'), { stdout: /\n3 changed, 0 as configured\n$/ });
    expectCall(await cli('diff', '/tmp/exported.yaml'), {});
  });
  await test('others: delete by patterns', async () => {
    expectCall(await cli('delete', 'p*', '[c-n]*'), {});
    assert.deepStrictEqual(names(), []);
  });
}

/** Waits until a text says something, which it returns; the machine may be slow. */
async function said(text: () => string, what: RegExp): Promise<string> {
  for (let tries = 0; tries < 600; tries++) {
    const content = text();
    if (what.test(content)) {
      return content;
    }
    await setTimeout(100);
  }
  throw new Error(`${String(what)} did not come; ${text()}`);
}

/** What a process waits for: one that watches a directory has a line of it. */
function waitsOf(pid: number | undefined): string {
  return sh(`cat /proc/${pid}/fdinfo/* 2>/dev/null || true`);
}

/** Its process begins before there is a module. */
async function watching(act: () => Promise<void>): Promise<void> {
  const output = fs.openSync('/tmp/watched', 'w');
  const watch = spawn('/cli/node', ['/cli/u-dma-buf-mgr', 'watch'], { stdio: ['ignore', output, output] });
  const ended = once(watch, 'exit');
  await said(() => waitsOf(watch.pid), /^inotify wd:/m);
  await act();
  await test('others: watch has seen buffers come and go', async () => {
    const seen = await said(() => fs.readFileSync('/tmp/watched', 'utf8'), /^- child /m);
    assert.match(
      seen,
      /^\+ plain 64K at 0x[0-9a-f]+ u-dma-buf\.\d+\.auto\n\+ child 128K at 0x[0-9a-f]+ 0000:00:04\.0\n/,
    );
    watch.kill('SIGINT');
    assert.deepStrictEqual(await ended, [null, 'SIGINT']);
  });
  watch.kill('SIGKILL');
}

export async function withModulesOfOthers(): Promise<void> {
  await watching(async () => {
    sh('insmod /peer/u-dma-buf.ko && insmod /peer/u-dma-buf-mgr.ko');
    await creating();
    await looking();
    await contents();
    await inUse();
    await applying();
    await foreignNames('others');
    await foreignNodes('others');
  });
  await test('others: they unload', () => {
    sh('rmmod u-dma-buf-mgr u-dma-buf');
  });
}
