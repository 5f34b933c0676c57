// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: GPL-3.0-or-later

// In another repository, with programs in the place of those that build packages.

import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { keepPath, replaceBuildPrograms } from '../test/build-programs.ts';
import { useDirectory, workIn } from '../test/directory.ts';
import { commit, makeCheckout, writeFiles } from '../test/hello.ts';
import { build } from './build.ts';
import type { BuildCommand } from './command-line.ts';
import { withSigner } from './signing-key.ts';

const directory = useDirectory();
workIn(directory);
keepPath();

let takeCalls: () => string[];
beforeEach(() => {
  mkdirSync('hello');
  makeCheckout(join(directory(), 'hello'));
  writeFiles('hello', { 'words/built.txt': 'hello\n' });
  takeCalls = replaceBuildPrograms(join(directory(), 'programs'));
  process.chdir('hello');
});

/** Gives what is reported, without the seconds and sizes. */
async function report(command: Partial<BuildCommand>): Promise<string[]> {
  const lines: string[] = [];
  const whole = {
    kind: 'build',
    sourceOnly: false,
    architectures: ['arm64'],
    out: 'packages',
    dryRun: false,
    removeOlder: false,
    snapshot: false,
    signing: undefined,
  } as const;
  await build({ ...whole, ...command }, (line) =>
    lines.push(
      line
        .replace(/\d+\.\d s$/, 'TIME')
        .replace(/\d+\.\d KiB/, 'SIZE')
        .replace(/^\[\d/, '[N'),
    ),
  );
  return lines;
}

const unsigned = '--unsigned-source --unsigned-changes';

test('it builds the source package, the packages of the architectures, and those for all', async () => {
  writeFileSync('forgotten', '');
  const lines = await report({ architectures: ['arm64', 'riscv64'] });
  expect(lines.slice(0, 2)).toEqual(['forgotten is left out: it is not in git', 'hello 1.2-1: 14 files']);
  expect(lines.filter((line) => line.startsWith('[')).sort()).toEqual(
    ['all', 'arm64', 'riscv64', 'source'].map((name) => `[N/4] ${name}: built, TIME`),
  );
  expect(lines.at(-1)).toBe('hello 1.2-1 in packages, TIME');
  expect(readdirSync('packages').sort()).toEqual([
    'hello-common_1.2-1_all.deb',
    'hello-dkms_1.2-1_arm64.deb',
    'hello-dkms_1.2-1_riscv64.deb',
    'hello_1.2-1.debian.tar.xz',
    'hello_1.2-1.dsc',
    'hello_1.2-1_source.changes',
    'hello_1.2.orig.tar.xz',
  ]);
  expect(takeCalls().sort()).toEqual([
    `in hello-1.2: --build=all ${unsigned}`,
    `in hello-1.2: --build=any --host-arch arm64 ${unsigned}`,
    `in hello-1.2: --build=any --host-arch riscv64 ${unsigned}`,
  ]);
});

test('packages for all are built with those of this machine, where these are built too', async () => {
  const lines = await report({ architectures: ['arm64', 'amd64'] });
  expect(lines.filter((line) => line.startsWith('[')).sort()).toEqual(
    ['amd64+all', 'arm64', 'source'].map((name) => `[N/3] ${name}: built, TIME`),
  );
  expect(readdirSync('packages').filter((name) => name.endsWith('.deb'))).toEqual([
    'hello-common_1.2-1_all.deb',
    'hello-dkms_1.2-1_amd64.deb',
    'hello-dkms_1.2-1_arm64.deb',
  ]);
  expect(takeCalls().sort()).toEqual([
    `in hello-1.2: --build=any --host-arch arm64 ${unsigned}`,
    `in hello-1.2: --build=binary --host-arch amd64 ${unsigned}`,
  ]);
});

test('nothing is left of trees that architectures shared', async () => {
  writeFiles('.', { 'debian/next-architecture': '' });
  commit('.');
  await report({ architectures: ['amd64', 'arm64'] });
  expect(takeCalls()).toEqual([
    `in hello-1.2: --build=binary --host-arch amd64 ${unsigned}`,
    `in hello-1.2: --build=any --host-arch arm64 ${unsigned} --no-pre-clean --rules-file=debian/next-architecture`,
  ]);
  expect(readdirSync('build/deb')).toEqual(['cache']);
  await report({ architectures: ['amd64', 'arm64'] });
  expect(takeCalls()).toEqual([]);
});

test('what has not changed is not built again; what has is', async () => {
  await report({});
  takeCalls();
  const again = await report({});
  expect(again.filter((line) => line.startsWith('[')).every((line) => line.includes('unchanged'))).toBe(true);
  expect(takeCalls()).toEqual([]);
  writeFileSync('kmod/hello.c', '');
  expect((await report({})).filter((line) => line.endsWith('built, TIME'))).toHaveLength(3);
});

test('other versions of the programs that build make everything anew', async () => {
  const query = join(directory(), 'programs/dpkg-query');
  const setVersion = (version: string): void =>
    writeFileSync(query, `#!/bin/sh\necho debhelper ${version} installed\n`, { mode: 0o755 });
  const built = async (): Promise<number> => (await report({})).filter((line) => line.endsWith('built, TIME')).length;
  setVersion('13.11.4');
  expect(await built()).toBe(3);
  expect(await built()).toBe(0);
  setVersion('13.24.2');
  expect(await built()).toBe(3);
});

test('a snapshot is of the last commit, and refused where the source differs from it', async () => {
  writeFileSync('forgotten', '');
  const lines = await report({ dryRun: true, snapshot: true });
  expect(lines[1]).toMatch(/^hello 1\.2\+git\d{14}\.[0-9a-f]{8}-1: 14 files$/);
  writeFileSync('kmod/hello.c', '');
  expect(await report({ dryRun: true })).toContain('kmod/hello.c differs from the last commit');
  await expect(report({ dryRun: true, snapshot: true })).rejects.toThrow(
    expect.objectContaining({
      name: 'ToolError',
      message: '--snapshot: kmod/hello.c differs from the commit that the version would name',
    }),
  );
});

test('a key that is not there is told before anything is built; with one, the files that name others are signed', async () => {
  await expect(report({ signing: { keyHome: 'keys', keys: [] } })).rejects.toThrow('--key-home: keys is not there');
  expect(takeCalls()).toEqual([]);
  expect(existsSync('packages')).toBe(false);
  const keyHome = join(directory(), 'keys');
  await withSigner({ keyHome, keys: [], keyring: undefined, userId: 'x' }, () => Promise.resolve());
  const lines = await report({ signing: { keyHome, keys: [] } });
  expect(lines.slice(-3)).toEqual([
    'signed hello_1.2-1.dsc',
    'signed hello_1.2-1_source.changes',
    'hello 1.2-1 in packages, TIME',
  ]);
  expect(readFileSync('packages/hello_1.2-1.dsc', 'utf8')).toContain('-----BEGIN PGP SIGNATURE-----\n');
}, 60_000);

test('of many files ten are named, and the number of the others', async () => {
  const left = (count: number): string[] =>
    Array.from({ length: count }, (_, index) => `new-${String(index).padStart(2, '0')}`);
  const message = 'is left out: it is not in git';
  writeFiles('.', Object.fromEntries(left(10).map((name) => [name, ''])));
  const ten = left(10).map((name) => `${name} ${message}`);
  expect((await report({ dryRun: true })).slice(0, 11)).toEqual([...ten, 'hello 1.2-1: 14 files']);
  writeFiles('.', Object.fromEntries(left(12).map((name) => [name, ''])));
  expect((await report({ dryRun: true })).slice(0, 12)).toEqual([
    ...ten,
    'and so it is with 2 more',
    'hello 1.2-1: 14 files',
  ]);
});

test('the source alone', async () => {
  const lines = await report({ sourceOnly: true, architectures: [] });
  expect(lines.filter((line) => line.startsWith('['))).toEqual(['[N/1] source: built, TIME']);
  expect(takeCalls()).toEqual([]);
});

test('a dry run tells, and makes nothing', async () => {
  expect(await report({ dryRun: true })).toEqual([
    'hello 1.2-1: 14 files',
    'source: would be built',
    'arm64: would be built',
    'all: would be built',
  ]);
  expect(existsSync('packages')).toBe(false);
});

test('what older versions left goes if that is asked for, of all names of the source package', async () => {
  mkdirSync('packages');
  const [older, foreign] = [['hello_1.1-1.dsc', 'hello-dkms_1.1-1_arm64.deb'], 'other_1_all.deb'];
  for (const name of [...older, foreign]) {
    writeFileSync(join('packages', name), '');
  }
  await report({ removeOlder: true });
  expect(readdirSync('packages').filter((name) => [...older, foreign].includes(name))).toEqual([foreign]);
});

test('without packages for all there is no build for them', async () => {
  writeFiles('.', {
    'debian/control':
      'Source: hello\nMaintainer: x <x@x>\nBuild-Depends: y\nStandards-Version: 4\n\nPackage: hello-dkms\nArchitecture: arm64\nDescription: x\n',
  });
  const lines = await report({ architectures: undefined });
  expect(lines.filter((line) => line.startsWith('['))).toHaveLength(2);
});
