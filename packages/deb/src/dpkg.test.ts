// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: GPL-3.0-or-later

import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { useDirectory } from '../test/directory.ts';
import { buildCommand, buildPackages, listProducts, nativeArchitecture, runLogged, toolVersions } from './dpkg.ts';

const directory = useDirectory();

test('packages of an architecture are cross built, those for all are built here; nothing is signed', () => {
  const unsigned = ['--unsigned-source', '--unsigned-changes'];
  const ofArm = ['--host-arch', 'arm64', ...unsigned];
  expect(buildCommand('any', 'arm64')).toEqual(['dpkg-buildpackage', '--build=any', ...ofArm]);
  expect(buildCommand('binary', 'arm64')).toEqual(['dpkg-buildpackage', '--build=binary', ...ofArm]);
  expect(buildCommand('all')).toEqual(['dpkg-buildpackage', '--build=all', ...unsigned]);
});

test('dpkg knows the architecture of this machine', async () => {
  expect(await nativeArchitecture()).toMatch(/^[a-z0-9-]+$/);
});

test('another version of a program that builds makes another hash, and so does another environment', async () => {
  const lines = (await toolVersions()).split('\n');
  expect(lines.slice(0, -1).map((line) => line.replace(/ [0-9]\S* /, ' VERSION '))).toEqual(
    ['debhelper', 'dh-dkms', 'dpkg-dev', 'xz-utils'].map((name) => `${name} VERSION installed`),
  );
  expect(lines.at(-1)).toBe('{"DEB_BUILD_OPTIONS":"nocheck","LC_ALL":"C.UTF-8","TZ":"UTC"}');
});

test('products are told by their names', async () => {
  const products = ['a_1_all.deb', 'a_1_amd64.buildinfo', 'a_1_amd64.changes', 'a_1.debian.tar.xz', 'a_1.dsc'];
  for (const name of [...products, 'a-1', 'build.log', 'x.deb.tmp', 'adeb', 'tar.xz']) {
    writeFileSync(join(directory(), name), '');
  }
  expect((await listProducts(directory())).sort()).toEqual([...products].sort());
});

test('a program that succeeds adds what it says to the log', async () => {
  const log = join(directory(), 'log');
  writeFileSync(log, 'before\n');
  await runLogged(['sh', '-c', 'echo "$LC_ALL $TZ $DEB_BUILD_OPTIONS"; pwd'], { cwd: directory(), log });
  await runLogged(['sh', '-c', 'echo "$LC_ALL $TZ $MORE"'], {
    cwd: directory(),
    log,
    environment: { MORE: 'more', TZ: 'CET' },
  });
  expect(readFileSync(log, 'utf8')).toBe(`before\nC.UTF-8 UTC nocheck\n${directory()}\nC.UTF-8 CET more\n`);
});

test('a program that fails is told with the last 30 lines of the log', async () => {
  const log = join(directory(), 'log');
  const shown = Array.from({ length: 30 }, (_, index) => `  ${index + 11}`);
  await expect(runLogged(['sh', '-c', 'seq 40; exit 2'], { cwd: directory(), log })).rejects.toThrow(
    expect.objectContaining({
      name: 'ToolError',
      message: ['sh failed with status 2', `The end of ${log}:`, ...shown].join('\n'),
    }),
  );
});

test('a build runs in its tree, logs beside it, and gives the products there', async () => {
  mkdirSync(join(directory(), 'tree'));
  const script = 'pwd; echo "$KERNEL $TZ"; touch ../a_1_all.deb ../a';
  const names = await buildPackages(directory(), 'tree', ['sh', '-c', script], { KERNEL: '6.1' });
  expect(names).toEqual(['a_1_all.deb']);
  expect(readFileSync(join(directory(), 'build.log'), 'utf8')).toBe(`${directory()}/tree\n6.1 UTC\n`);
  expect(await buildPackages(directory(), 'tree', ['true'])).toEqual(['a_1_all.deb']);
});
