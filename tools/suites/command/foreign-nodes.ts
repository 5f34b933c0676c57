// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

// Names in /dev that lead to something else than a buffer: the command neither uses nor changes that.

import assert from 'node:assert';
import fs from 'node:fs';

import { test } from '../../lib/tap.ts';
import { cli } from './command.ts';
import { expectCall } from './expect.ts';
import { apply, configure, names, sh } from './machine.ts';

const state = (...nodes: string[]): string => sh(`stat -c '%n %F %a %u:%g %t:%T' ${nodes.join(' ')}`);

const devices = ['/dev/null', '/dev/zero', '/dev/mem', '/dev/u-dma-buf-mgr'];

const taken = (name: string): string =>
  `u-dma-buf-mgr: cannot create ${name}: /dev/${name} exists and is not the node of a buffer\n` +
  `hint: see what it is: ls -l -d /dev/${name}; choose another name\n`;

/** With our driver, or with another, which takes any name. */
export async function foreignNames(driver: string): Promise<void> {
  const [before, buffers] = [state(...devices), names()];
  await test(`${driver}: create with the name of another device`, async () => {
    for (const name of ['null', 'mem', 'zero', 'u-dma-buf-mgr']) {
      expectCall(await cli('create', name, '4K'), { status: 1, stderr: taken(name) });
    }
    assert.deepStrictEqual([names(), state(...devices)], [buffers, before]);
  });
  await test(`${driver}: apply with the name of another device`, async () => {
    configure('buffers: { zero: { size: 4KiB, mode: 600, owner: camera } }');
    expectCall(await apply(), { status: 1, stdout: '0 changed, 0 as configured, 1 failed\n', stderr: taken('zero') });
    assert.deepStrictEqual([names(), state(...devices)], [buffers, before]);
  });
}

/** The node of a buffer is replaced by that of /dev/zero, which takes all that is written. */
export async function foreignNodes(driver: string): Promise<void> {
  await cli('create', 'lost', '64K', '-q');
  const number = fs.readFileSync('/sys/class/u-dma-buf/lost/dev', 'utf8').trim();
  sh('rm /dev/lost && mknod -m 666 /dev/lost c 1 5');
  const before = state('/dev/lost');
  const why = `/dev/lost is not its node, which has the device number ${number}\n`;
  const hint = 'hint: see what it is: ls -l -d /dev/lost; delete the buffer, and create it under another name\n';
  const refused = { status: 1, stderr: `u-dma-buf-mgr: cannot use lost: ${why}${hint}` };

  fs.writeFileSync('/tmp/file', 'hello, device');
  for (const words of [
    ['fill', 'lost', '0xff'],
    ['load', 'lost', '/tmp/file'],
    ['dump', 'lost'],
    ['dump', 'lost', '--out', '/tmp/lost'],
    ['bench', 'lost', '--write', '--seconds', '0.01'],
  ]) {
    await test(`${driver}: ${words.join(' ')} does not use another device`, async () =>
      expectCall(await cli(...words), refused));
  }
  await test(`${driver}: dump has left no file`, () => assert.ok(!fs.existsSync('/tmp/lost')));
  await test(`${driver}: apply does not change another device`, async () => {
    configure('buffers: { lost: { size: 64K, mode: 600, owner: camera } }');
    expectCall(await cli('diff', '/tmp/board.yaml'), {
      status: 3,
      stdout: '~ access  lost node of something else -> its own\n',
    });
    expectCall(await apply(), { ...refused, stdout: '0 changed, 0 as configured, 1 failed\n' });
  });
  await test(`${driver}: apply does not give up a buffer that it could not create again`, async () => {
    configure('buffers: { lost: { size: 128K } }');
    expectCall(await apply(), { ...refused, stdout: '0 changed, 0 as configured, 1 failed\n' });
    assert.strictEqual(fs.readFileSync('/sys/class/u-dma-buf/lost/size', 'utf8').trim(), '65536');
  });
  await test(`${driver}: cdi gives no container another device`, async () =>
    expectCall(await cli('cdi', 'lost'), refused));
  await test(`${driver}: show and doctor say so`, async () => {
    expectCall(await cli('show', 'lost'), {
      stdout: new RegExp(`\\n {2}node +none: /dev/lost is something else \\(${number} is the buffer's\\)\\n`),
    });
    const { stdout } = await cli('doctor');
    assert.match(stdout.replaceAll(/\s+/g, ' '), /\/dev\/lost is not the node of the buffer lost, but something else/);
  });
  await test(`${driver}: what is open of another device is no use of the buffer`, async () => {
    const file = fs.openSync('/dev/lost', 'r');
    expectCall(await cli('show', 'lost'), { stdout: /\n {2}used by +-\n$/ });
    expectCall(await cli('delete', 'lost'), {});
    fs.closeSync(file);
  });
  await test(`${driver}: the other device is what it was`, () => assert.strictEqual(state('/dev/lost'), before));
  sh('rm /dev/lost');
}
