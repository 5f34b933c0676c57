// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: GPL-3.0-or-later

// In another repository, with programs in the place of those that build packages.

import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { keepPath, replaceBuildPrograms } from '../test/build-programs.ts';
import { useDirectory, workIn } from '../test/directory.ts';
import { FILES, makeCheckout, writeFiles } from '../test/hello.ts';
import type { ModulesCommand } from './command-line.ts';
import { modules } from './modules.ts';

const directory = useDirectory();
workIn(directory);
keepPath();

const COMMAND: ModulesCommand = {
  kind: 'modules',
  kernel: 'linux-image-6.1.0-50-arm64',
  architecture: 'arm64',
  headers: 'headers',
  make: 'make',
  signing: undefined,
  out: 'packages',
  dryRun: false,
  removeOlder: false,
  snapshot: false,
};

// Each build asks the compilers who they are.
jest.setTimeout(60_000);

let takeCalls: () => string[];
beforeEach(() => {
  mkdirSync('hello');
  const template =
    'Source: hello\n\nPackage: hello-modules-@RELEASE@\nArchitecture: @ARCHITECTURE@\nDescription: @KERNEL@ @UPSTREAM_VERSION@\n\nPackage: @META_PACKAGE@\n';
  makeCheckout(join(directory(), 'hello'), {
    ...FILES,
    'debian/built-files': '',
    'debian/modules/control': template,
    'debian/changelog': (FILES['debian/changelog'] ?? '').replace('1.2-1', '3:1.2-1'),
    '.gitignore': 'headers/\nkeys/\ncommon/\n',
  });
  takeCalls = replaceBuildPrograms(join(directory(), 'programs'));
  process.chdir('hello');
  writeFiles('headers', {
    '.config': 'CONFIG_X=y\n',
    'Module.symvers': '',
    'include/generated/utsrelease.h': '#define UTS_RELEASE "6.1.0-50-arm64"\n',
  });
});

async function report(command: Partial<ModulesCommand>): Promise<string[]> {
  const lines: string[] = [];
  await modules({ ...COMMAND, ...command }, (line) => lines.push(line.replace(/\d+\.\d s$/, 'TIME')));
  return lines;
}

const wasBuilt = async (command: Partial<ModulesCommand> = {}): Promise<boolean> =>
  (await report(command)).includes('[1/1] arm64: built, TIME');

test('it builds one package, in the environment of the kernel', async () => {
  expect(await report({})).toEqual([
    'hello 3:1.2-1: 14 files',
    'arm64: building',
    '[1/1] arm64: built, TIME',
    '  hello-dkms_1.2-1_arm64.deb, 0.0 KiB',
    'hello-modules-6.1.0-50-arm64 3:1.2-1 in packages, TIME',
  ]);
  const stem = '../hello-modules-6.1.0-50-arm64_1.2-1_arm64';
  expect(takeCalls()).toEqual([
    'in hello-1.2: --build=any --host-arch arm64 --unsigned-source --unsigned-changes ' +
      `--buildinfo-file=${stem}.buildinfo --changes-file=${stem}.changes`,
    'KERNEL_MAKE=make',
    `KERNEL_SRC=${directory()}/hello/headers`,
    'SIGN_CERTIFICATE=',
    'SIGN_KEY=',
  ]);
});

test('the templates have what the packages are called, and which kernels they break', async () => {
  const template =
    'Source: hello\n\nPackage: @PACKAGE@\nVersion: @VERSION@\nDepends: @KERNEL@\n\n' +
    'Package: @META_PACKAGE@\nVersion: @META_VERSION@\nBreaks: @META_BREAKS@\n';
  writeFileSync('debian/modules/control', template);
  // In the place of the one that builds: it keeps what it was to build.
  const kept = join(directory(), 'kept');
  const program = join(directory(), 'programs/dpkg-buildpackage');
  writeFileSync(program, `#!/bin/sh\ncp debian/control ${kept}\n`, { mode: 0o755 });
  const kernel = COMMAND.kernel;
  await report({ kernel: `${kernel}=6.1.176-1` });
  const text = `Source: hello\n\nPackage: hello-modules-6.1.0-50-arm64\nVersion: 3:1.2-1\nDepends: ${kernel}\n`;
  expect(readFileSync(kept, 'utf8')).toBe(
    `${text}\nPackage: hello-modules-arm64\nVersion: 3:1.2-1+kernel6.1.176.1\nBreaks: linux-image-arm64 (>> 6.1.176-1)\n`,
  );
  // Without the kernel's version there is no package that follows the newest kernel.
  await report({});
  expect(readFileSync(kept, 'utf8')).toBe(text);
  // Nor is there a kernel that anything breaks.
  writeFileSync('debian/modules/control', 'Source: hello\n\nPackage: @PACKAGE@\nBreaks:\n @META_BREAKS@,\n');
  await report({});
  expect(readFileSync(kept, 'utf8')).toBe('Source: hello\n\nPackage: hello-modules-6.1.0-50-arm64\n');
});

test('a key is a file, or a token’s', async () => {
  writeFiles('keys', { key: 'k', certificate: 'c' });
  await report({ signing: { key: 'keys/key', certificate: 'keys/certificate' }, make: 'nice make' });
  expect(takeCalls().slice(1)).toEqual([
    'KERNEL_MAKE=nice make',
    `KERNEL_SRC=${directory()}/hello/headers`,
    `SIGN_CERTIFICATE=${directory()}/hello/keys/certificate`,
    `SIGN_KEY=${directory()}/hello/keys/key`,
  ]);
  writeFileSync('headers/.config', 'changed\n');
  await report({ signing: { key: 'pkcs11:object=k', certificate: 'keys/certificate' } });
  expect(takeCalls()).toContain('SIGN_KEY=pkcs11:object=k');
});

test('what decides what the modules are makes another build', async () => {
  writeFiles('keys', { certificate: 'c' });
  const signing = { key: 'keys/key', certificate: 'keys/certificate' };
  expect(await wasBuilt()).toBe(true);
  expect(await wasBuilt()).toBe(false);
  for (const name of ['.config', 'Module.symvers', 'include/generated/utsrelease.h']) {
    writeFileSync(join('headers', name), '#define UTS_RELEASE "6.1.0-50-arm64" // changed\n');
    expect(await wasBuilt()).toBe(true);
  }
  // Any header, also of the tree that the headers' Makefile includes.
  writeFiles('headers', { Makefile: 'include ../common/Makefile\n', 'scripts/Makefile.build': '' });
  writeFiles('common', { Makefile: '', 'include/linux/fs.h': '' });
  expect(await wasBuilt()).toBe(true);
  writeFiles('common', { 'include/linux/fs.h': 'int changed;\n' });
  expect(await wasBuilt()).toBe(true);
  writeFiles('headers', { 'scripts/Makefile.build': 'changed:\n' });
  expect(await wasBuilt()).toBe(true);
  expect(await wasBuilt()).toBe(false);
  expect(await wasBuilt({ make: 'make -s' })).toBe(true);
  expect(await wasBuilt({ signing })).toBe(true);
  writeFiles('keys', { certificate: 'another' });
  expect(await wasBuilt({ signing })).toBe(true);
  writeFileSync('kmod/hello.c', '');
  expect(await wasBuilt({ signing })).toBe(true);
});

test('what other versions left goes, and other kernels’ packages stay', async () => {
  const [older, other] = [
    'hello-modules-6.1.0-50-arm64_1.1-1_arm64.deb',
    'hello-modules-6.1.0-49-arm64_1.1-1_arm64.deb',
  ];
  mkdirSync('packages');
  writeFileSync(join('packages', older), '');
  writeFileSync(join('packages', other), '');
  await report({ removeOlder: true });
  expect(readdirSync('packages')).toEqual(['hello-dkms_1.2-1_arm64.deb', other]);
});

test('a dry run tells, and makes nothing', async () => {
  expect(await report({ dryRun: true })).toEqual(['hello 3:1.2-1: 14 files', 'arm64: would be built']);
  expect(takeCalls()).toEqual([]);
});

test('another compiler makes another build', async () => {
  const compilers = { cross: 'aarch64-linux-gnu-gcc', named: 'gcc-99', linker: 'aarch64-linux-gnu-ld' };
  writeFiles('headers', { '.kernelvariables': 'CC = gcc-99\n' });
  for (const compiler of Object.values(compilers)) {
    const program = join(directory(), 'programs', compiler);
    writeFileSync(program, '#!/bin/sh\necho version 1\n', { mode: 0o755 });
    expect(await wasBuilt()).toBe(true);
    expect(await wasBuilt()).toBe(false);
    writeFileSync(program, '#!/bin/sh\necho version 2\n', { mode: 0o755 });
    expect(await wasBuilt()).toBe(true);
  }
});

test('a kernel whose package keeps its name asks for the version', async () => {
  writeFileSync('headers/include/generated/utsrelease.h', '#define UTS_RELEASE "6.1.50-current-rockchip64"\n');
  const kernel = 'linux-image-current-rockchip64';
  expect(await report({ kernel, dryRun: true })).toContain(
    `${kernel} may bring another kernel in an upgrade: ${kernel}=VERSION keeps it to this one`,
  );
  const lines = await report({ kernel: `${kernel}=23.8.1` });
  expect(lines.at(-1)).toBe('hello-modules-current-rockchip64 3:1.2-1+kernel23.8.1 in packages, TIME');
  expect(lines.join('\n')).not.toContain('another kernel');
});
