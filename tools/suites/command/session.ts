// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

// What the command does on a real kernel, from no module loaded to none again.

import assert from 'node:assert';
import fs from 'node:fs';

import { end, test } from '../../lib/tap.ts';
import { cli } from './command.ts';
import { expectCall } from './expect.ts';
import { foreignNames, foreignNodes } from './foreign-nodes.ts';
import {
  apply,
  attribute,
  COMMAND,
  configure,
  CONFIGURATION,
  EDU,
  escape,
  me,
  names,
  parentOf,
  sh,
} from './machine.ts';
import { withModulesOfOthers } from './modules-of-others.ts';
import { withOlderManager } from './older-manager.ts';
import { withoutModules } from './without-modules.ts';

async function creating(): Promise<void> {
  await test('create says where the buffer is', async () => {
    const call = await cli('create', 'plain', '64K');
    expectCall(call, { stdout: /^plain: 64K at 0x[0-9a-f]+, \/dev\/plain\n$/ });
    assert.ok(call.stdout.includes(BigInt(attribute('plain', 'phys_addr')).toString(16)));
  });
  await test('create --quiet says nothing', async () =>
    expectCall(await cli('create', 'child', '128K', '--bus', 'pci', '--device', EDU, '--mmap', 'page', '-q'), {}));
  await test('create of a name that is taken', async () =>
    expectCall(await cli('create', 'plain', '1M'), {
      status: 1,
      stderr: /^u-dma-buf-mgr: cannot create plain: a buffer of this name exists: 64K at 0x[0-9a-f]+\nhint: /,
    }));
  await test('create for a device that is not there', async () =>
    expectCall(await cli('create', 'b', '4K', '--bus', 'pci', '--device', '0000:09:00.0'), {
      status: 1,
      stderr:
        /there is no device 0000:09:00.0 on the bus pci\nhint: see which there are: ls \/sys\/bus\/pci\/devices\n/,
    }));
  await test('create of more than there is', async () =>
    expectCall(await cli('create', 'b', '4G'), {
      status: 1,
      stderr:
        /cannot create b: the kernel has no 4G of contiguous memory for it; the largest piece now is [0-9]+[KM], for a DMA mask of 0xffffffff\nhint: /,
    }));
}

async function looking(): Promise<void> {
  await test('list', async () => {
    const { stdout, status } = await cli('list');
    assert.strictEqual(status, 0);
    const [title, ...lines] = stdout
      .trimEnd()
      .split('\n')
      .map((line) => line.split(/ {2,}/));
    assert.deepStrictEqual(title, ['NAME', 'SIZE', 'DMA-ADDRESS', 'PARENT', 'MMAP', 'ORIGIN', 'USED BY']);
    assert.deepStrictEqual(
      lines.map(([name, size, , parent, mode, origin, users]) => [name, size, parent, mode, origin, users]),
      [
        ['child', '128K', EDU, 'page', 'manager', '-'],
        ['plain', '64K', parentOf('plain'), 'auto', 'manager', '-'],
      ],
    );
  });
  await test('show', async () =>
    expectCall(await cli('show', 'child'), {
      stdout:
        /^child\n {2}size +128K \(131072 bytes\)\n[^]*DMA mask +\d+ bits\n[^]*parent +0000:00:04.0 on pci\n[^]*node +\/dev\/child \(\d+:\d+, root:root 0600\)\n {2}memory +pages: [^\n]+\n {2}origin +manager\n/,
    }));
  await test('show of a mistyped name', async () =>
    expectCall(await cli('show', 'chidl'), {
      status: 1,
      stderr: 'u-dma-buf-mgr: there is no buffer "chidl"\nhint: did you mean child?\n',
    }));
}

/** Runs what the README shows, in its order, and compares what it says comes of it. */
async function readme(): Promise<void> {
  const blocks = fs.readFileSync('/cli/README.md', 'utf8').split(/^```(?:console)?$/m);
  const shown = blocks.find((block) => block.includes('# u-dma-buf-mgr create')) ?? '';
  // Addresses and the numbers of devices are of that machine; so is who uses a buffer.
  const same = (text: string): string => text.replaceAll(/0x[0-9a-f]+|\.\d+\.auto/g, '…').replaceAll(/ +/g, ' ');
  let user: number | undefined;
  for (const [, words = '', output = ''] of shown.matchAll(/^[#$] u-dma-buf-mgr (.*)\n((?:[^#$].*\n)*)/gm)) {
    await test(`README: ${words}`, async () => {
      const call = await cli(...words.split(' '));
      assert.deepStrictEqual([call.status, same(call.stdout)], [0, same(output.replace('grabber (612)', me))]);
    });
    if (user !== undefined) {
      fs.closeSync(user);
      user = undefined;
    } else if (words.startsWith('create udmabuf9')) {
      user = fs.openSync('/dev/udmabuf9', 'r');
    }
  }
  await test('README: nothing is left of it', () => assert.deepStrictEqual(names(), []));
}

async function contents(): Promise<void> {
  await test('fill, load and dump', async () => {
    fs.writeFileSync('/tmp/file', 'hello, device');
    expectCall(await cli('fill', 'plain', '0xdeadbeef'), { stdout: 'plain: 64K of 0xdeadbeef at 0\n' });
    expectCall(await cli('load', 'plain', '/tmp/file', '--offset', '4K'), {
      stdout: 'plain: 13 of /tmp/file at 4096\n',
    });
    const { stdout } = await cli('dump', 'plain', '--offset', '4080', '--size', '48');
    assert.strictEqual(
      stdout,
      '00000ff0  de ad be ef de ad be ef  de ad be ef de ad be ef  |................|\n' +
        '00001000  68 65 6c 6c 6f 2c 20 64  65 76 69 63 65 ad be ef  |hello, device...|\n' +
        '00001010  de ad be ef de ad be ef  de ad be ef de ad be ef  |................|\n00001020\n',
    );
  });
  await test('dump --out saves the bytes', async () => {
    expectCall(await cli('dump', 'plain', '--out', '/tmp/saved'), {});
    const saved = fs.readFileSync('/tmp/saved');
    assert.ok(saved.equals(fs.readFileSync('/dev/plain')) && saved.length === 65536);
    assert.deepStrictEqual(
      fs.readdirSync('/tmp').filter((name) => name.startsWith('saved')),
      ['saved'],
    );
  });
  await test('dump --out writes into a FIFO, a device and standard output, which stay', async () => {
    sh('rm -f /tmp/fifo /tmp/null; mkfifo /tmp/fifo; mknod /tmp/null c 1 3; cat /tmp/fifo >/tmp/read 2>/dev/null &');
    expectCall(await cli('dump', 'plain', '--out', '/tmp/fifo'), {});
    expectCall(await cli('dump', 'plain', '--out', '/tmp/null'), {});
    sh('while [ "$(wc -c </tmp/read)" -lt 65536 ]; do sleep 0.1; done; cmp /tmp/read /dev/plain');
    assert.ok(fs.statSync('/tmp/fifo').isFIFO() && fs.statSync('/tmp/null').isCharacterDevice());
    sh(`${COMMAND} dump plain --out - | cmp - /dev/plain`);
  });
  await test('what dump saves is for its owner alone, or for those whose file it was', async () => {
    fs.writeFileSync('/tmp/theirs', '');
    fs.chownSync('/tmp/theirs', 1000, 45);
    fs.chmodSync('/tmp/theirs', 0o640);
    expectCall(await cli('dump', 'plain', '--out', '/tmp/theirs'), {});
    const { uid, gid, mode, size } = fs.statSync('/tmp/theirs');
    assert.deepStrictEqual([uid, gid, mode & 0o777, size], [1000, 45, 0o640, 65536]);
    assert.strictEqual(fs.statSync('/tmp/saved').mode & 0o777, 0o600);
  });
  await test('load reads standard input to its end', () => {
    const said = sh(`printf 'from a pipe' | ${COMMAND} load plain - --offset 8K`);
    assert.strictEqual(said, 'plain: 11 of - at 8192\n');
    assert.strictEqual(sh('dd if=/dev/plain bs=1 skip=8192 count=11 2>/dev/null'), 'from a pipe');
  });
  await test('load of what does not end copies what fits, and fails', async () =>
    expectCall(await cli('load', 'plain', '/dev/zero', '--offset', '60K'), {
      status: 1,
      stderr: /^u-dma-buf-mgr: \/dev\/zero goes on after the 4K that fit at offset 61440; these have been copied\n$/,
    }));
  await test('a file that does not fit is not copied', async () => {
    const before = fs.readFileSync('/dev/plain');
    expectCall(await cli('load', 'plain', '/tmp/file', '--offset', '65530'), {
      status: 2,
      stderr: /13 from 65530 on is not in the buffer, which has 64K/,
    });
    assert.ok(before.equals(fs.readFileSync('/dev/plain')));
  });
  await test('sync', async () => {
    expectCall(await cli('sync', 'plain', '--for', 'device'), { stdout: "plain is the device's\n" });
    assert.strictEqual(attribute('plain', 'sync_owner'), '1');
    expectCall(
      await cli('sync', 'plain', '--for', 'cpu', '--offset', '4K', '--size', '100', '--direction', 'from-device'),
      { stdout: "plain is the CPU's: 100 from 4096\n" },
    );
    assert.deepStrictEqual(
      ['sync_owner', 'sync_offset', 'sync_size', 'sync_direction'].map((key) => attribute('plain', key)),
      ['0', '0x0', '65536', '0'],
    );
  });
}

/** What list --json says of a buffer, as far as it matters here. */
interface Listed {
  readonly users: readonly { readonly pid: number }[];
  readonly users_complete: boolean;
}

async function inUse(): Promise<void> {
  const file = fs.openSync('/dev/plain', 'r+');
  await test('list and show say who has a buffer open', async () => {
    expectCall(await cli('list'), { stdout: new RegExp(`\\nplain .*  ${escape(me)}\\n$`) });
    expectCall(await cli('show', 'plain'), { stdout: new RegExp(`\\n {2}used by +${escape(me)}\\n$`) });
    const [, plain] = JSON.parse((await cli('list', '--json')).stdout) as Listed[];
    assert.deepStrictEqual([plain?.users.map(({ pid }) => pid), plain?.users_complete], [[process.pid], true]);
  });
  await test('delete of a buffer in use says who uses it, and the others go', async () => {
    await cli('create', 'going', '4K', '-q');
    expectCall(await cli('delete', 'plain', 'going', 'none'), {
      status: 1,
      stderr: `u-dma-buf-mgr: cannot delete plain: it is in use by ${me}\nu-dma-buf-mgr: cannot delete none: there is no such buffer\n`,
    });
    assert.deepStrictEqual(names(), ['child', 'plain']);
  });
  await test('apply leaves a buffer in use alone, and says who uses it', async () => {
    configure('buffers:\n  plain: { size: 128K }\n  new: { size: 4K }\n');
    const busy = `u-dma-buf-mgr: cannot replace plain: it is in use by ${me}\n`;
    expectCall(await apply(), {
      status: 1,
      stdout: '0 changed, 0 as configured, 1 failed, 1 not tried\n',
      stderr: busy,
    });
    assert.deepStrictEqual(names(), ['child', 'plain']);
    expectCall(await apply('--keep-going'), {
      status: 1,
      stdout: '+ create  new 4K\n1 changed, 0 as configured, 1 failed\n',
      stderr: busy,
    });
    assert.strictEqual(attribute('plain', 'size'), '65536');
  });
  await test('diff says so too', async () =>
    expectCall(await cli('diff', '--prune', CONFIGURATION), {
      status: 3,
      stdout: `- delete  child 128K\n~ replace plain size 64K -> 128K in use by ${me}\n`,
    }));
  fs.closeSync(file);
}

async function applying(): Promise<void> {
  const board = `buffers:
  rx{0..7}:
    size: 64KiB
    owner: camera
    group: video
    mode: "0640"
  child: { size: 128K, device: "${EDU}", bus: pci, mmap: page }
  plain: { size: 128K }
`;
  await test('apply --dry-run does nothing', async () => {
    configure(board);
    const before = names();
    expectCall(await apply('--dry-run', '--prune'), {
      stdout: /^- delete {2}new 4K\n\+ create {2}rx0 64K\n[^]*= keep {4}child\n~ replace plain size 64K -> 128K\n$/,
    });
    assert.deepStrictEqual(names(), before);
  });
  await test('apply --prune makes the buffers, and no others of the manager stay', async () => {
    expectCall(await apply('--prune'), { stdout: /\n10 changed, 1 as configured\n$/ });
    assert.deepStrictEqual(names(), ['child', 'plain', ...Array.from({ length: 8 }, (_, index) => `rx${index}`)]);
    assert.strictEqual(attribute('plain', 'size'), '131072');
  });
  await test('the nodes are for whom the configuration says', () => {
    const { uid, gid, mode } = fs.statSync('/dev/rx7');
    assert.deepStrictEqual([uid, gid, mode & 0o777], [1000, 45, 0o640]);
  });
  await test('a second apply changes nothing', async () => {
    const addresses = names().map((name) => attribute(name, 'phys_addr') + attribute(name, 'dev'));
    expectCall(await apply('--prune'), { stdout: '0 changed, 10 as configured\n' });
    assert.deepStrictEqual(
      names().map((name) => attribute(name, 'phys_addr') + attribute(name, 'dev')),
      addresses,
    );
    expectCall(await cli('diff', CONFIGURATION), {});
  });
  await test('who may use a node is put right alone', async () => {
    fs.chmodSync('/dev/rx3', 0o600);
    fs.chownSync('/dev/rx3', 0, 0);
    const dev = attribute('rx3', 'dev');
    expectCall(await apply(), {
      stdout: '~ access  rx3 owner 0 -> camera, group 0 -> video, mode 0600 -> 0640\n1 changed, 9 as configured\n',
    });
    assert.deepStrictEqual([fs.statSync('/dev/rx3').uid, attribute('rx3', 'dev')], [1000, dev]);
  });
  await test('what is exported makes the same buffers', async () => {
    const { stdout } = await cli('export');
    fs.writeFileSync('/tmp/exported.yaml', stdout);
    expectCall(await cli('diff', '--prune', '/tmp/exported.yaml'), {});
    expectCall(await cli('delete', '--all', '--yes'), {});
    assert.deepStrictEqual(names(), []);
    expectCall(await cli('apply', '/tmp/exported.yaml'), { stdout: /\n10 changed, 0 as configured\n$/ });
    expectCall(await cli('diff', '--prune', CONFIGURATION), {});
  });
  await test('a temporary buffer is told of, not exported, and left alone', async () => {
    const control = fs.openSync('/dev/u-dma-buf-mgr', 'w');
    fs.writeSync(control, 'create scratch 4096 temporary\n');
    expectCall(await cli('list'), { stdout: /\nscratch +4K .* manager \(temporary\) +-\n/ });
    expectCall(await cli('show', 'scratch'), { stdout: /\n {2}lasts +until the program that made it / });
    expectCall(await cli('show', 'plain'), { stdout: /\n {2}lasts +until it is deleted\n/ });
    const [scratch] = JSON.parse((await cli('show', '--json', 'scratch')).stdout) as { temporary: unknown }[];
    assert.strictEqual(scratch?.temporary, true);
    const { stdout } = await cli('export');
    assert.match(stdout, /^# scratch is temporary: it goes with the program that made it\.$/m);
    assert.doesNotMatch(stdout, /"scratch"/);
    expectCall(await cli('diff', '--prune', CONFIGURATION), {});
    assert.doesNotMatch((await cli('cdi')).stdout, /scratch/);
    expectCall(await cli('cdi', 'scratch'), { stdout: /"name": "scratch"/ });
    fs.closeSync(control);
    assert.deepStrictEqual(names().includes('scratch'), false);
  });
  await test('where the new buffer cannot be had the old one comes back', async () => {
    fs.chmodSync('/dev/plain', 0o606);
    configure('buffers: { plain: { size: 2G } }');
    expectCall(await apply(), {
      status: 1,
      stdout: /0 changed, 0 as configured, 1 failed/,
      stderr: /cannot create plain: the kernel has no 2G/,
    });
    assert.strictEqual(fs.statSync('/dev/plain').mode & 0o777, 0o606);
    assert.strictEqual(attribute('plain', 'size'), '131072');
  });
  await test('at the first failure it stops, and goes on when asked to', async () => {
    configure('buffers: { e1: { size: 4K }, e2: { size: 8G }, e3: { size: 4K } }');
    expectCall(await apply(), {
      status: 1,
      stdout: '+ create  e1 4K\n1 changed, 0 as configured, 1 failed, 1 not tried\n',
      stderr: /cannot create e2/,
    });
    expectCall(await apply('-k'), {
      status: 1,
      stdout: '+ create  e3 4K\n1 changed, 1 as configured, 1 failed\n',
      stderr: /cannot create e2/,
    });
  });
  await test('nothing is done for a configuration that is wrong', async () => {
    configure('buffers:\n  f1: { size: 4K }\n  f2: { size: 4KB }\n  f3: { size: 4K, owner: nobody-here }\n');
    expectCall(await apply(), { status: 2, stderr: /^u-dma-buf-mgr: \/tmp\/board.yaml:3:15: size "4KB" is not valid/ });
    configure('buffers:\n  f3: { size: 4K, owner: nobody-here }\n');
    expectCall(await apply(), {
      status: 2,
      stderr: 'u-dma-buf-mgr: /tmp/board.yaml:2:3: there is no user "nobody-here"\n',
    });
    assert.ok(!names().some((name) => name.startsWith('f')));
  });
  await test('delete by patterns', async () => {
    expectCall(await cli('delete', 'rx[0-3]', 'e?'), {});
    assert.deepStrictEqual(names(), ['child', 'plain', 'rx4', 'rx5', 'rx6', 'rx7']);
    expectCall(await cli('delete', 'zz*'), { status: 1, stderr: 'u-dma-buf-mgr: no buffer matches "zz*"\n' });
  });
}

async function ofTheParameter(): Promise<void> {
  await test('a buffer of a parameter is compared and left alone', async () => {
    sh('rmmod u-dma-buf-mgr u-dma-buf && modprobe u-dma-buf udmabuf0=4096 && modprobe u-dma-buf-mgr');
    configure('buffers: { udmabuf0: { size: 8K } }');
    expectCall(await apply('--prune'), {
      status: 1,
      stdout: /1 failed/,
      stderr:
        /udmabuf0 is not as configured, and not the manager's to change: a parameter of the driver's module asks for it/,
    });
    configure('buffers: { udmabuf0: { size: 4K } }');
    expectCall(await apply('--prune'), { stdout: '0 changed, 1 as configured\n' });
    configure('');
    expectCall(await apply('--prune'), { stdout: '0 changed, 0 as configured\n' });
    expectCall(await cli('export'), {
      stdout: /# udmabuf0 is there without a configuration \(parameter\).\nbuffers:\n$/,
    });
  });
}

async function ofManyBuffers(): Promise<void> {
  const count = 256;
  const present = (): string[] => names().filter((name) => name.startsWith('many'));
  await test(`apply of ${count} buffers`, async () => {
    configure(`buffers: { "many{0..${count - 1}}": { size: 1M } }`);
    await apply('-q');
    assert.strictEqual(present().length, count);
    await cli('delete', 'many*', '-q');
    assert.deepStrictEqual(present(), []);
  });
}

async function main(): Promise<void> {
  await withoutModules();
  sh('modprobe u-dma-buf-mgr');
  await readme();
  await creating();
  await looking();
  await contents();
  await inUse();
  await applying();
  await ofTheParameter();
  await ofManyBuffers();
  await foreignNames('ours');
  await foreignNodes('ours');
  await test('the modules unload', () => {
    sh('rmmod u-dma-buf-mgr u-dma-buf');
  });
  await withOlderManager();
  await withModulesOfOthers();
  end();
}

void main();
