// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: GPL-3.0-or-later

import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { useDirectory, workIn } from '../test/directory.ts';
import { writeFiles } from '../test/hello.ts';
import { run } from '../test/run.ts';
import { describeKernel } from './kernel.ts';

const directory = useDirectory();
workIn(directory);

function writeHeaders(release: string, place = 'headers'): void {
  writeFiles(place, { 'include/generated/utsrelease.h': `#define UTS_RELEASE "${release}"\n` });
}

/** Makes the package of a kernel that has these releases. */
function makeKernel(name: string, version: string, ...releases: string[]): string {
  const tree = mkdtempSync(join(directory(), 'tree-'));
  const control = `Package: ${name}\nVersion: ${version}\nArchitecture: all\nMaintainer: x\nDescription: x\n`;
  writeFiles(tree, { 'DEBIAN/control': control });
  for (const release of releases) {
    writeFiles(tree, { [`lib/modules/${release}/modules.builtin`]: '' });
  }
  run('dpkg-deb', ['--root-owner-group', '--build', tree, `${name}.deb`]);
  return `${name}.deb`;
}

test.each([
  ['linux-image-6.1.0-50-arm64', '6.1.0-50-arm64', undefined, true],
  ['linux-image-6.1.0-50-arm64-unsigned', '6.1.0-50-arm64', undefined, true],
  ['linux-image-6.1.0-50-arm64=6.1.176-1', '6.1.0-50-arm64', '6.1.176-1', true],
  ['linux-image-current-rockchip64', '6.1.50-current-rockchip64', undefined, false],
  ['linux-image-current-rockchip64=23.8.1', '6.1.50-current-rockchip64', '23.8.1', false],
  ['raspberrypi-kernel=1:1.20230405-1', '6.1.21-v8+', '1:1.20230405-1', false],
  // Only behind linux-image- is a number a release.
  ['board-linux-image-2.0', '6.1.21-v8+', undefined, false],
])('%s by its name', async (kernel, release, version, isOfRelease) => {
  writeHeaders(release);
  const [name] = kernel.split('=');
  expect(await describeKernel(kernel, 'headers')).toEqual({
    release,
    headers: 'headers',
    package: { name, version, isOfRelease },
  });
});

test('headers of Debian know the version of the package that the name is of', async () => {
  writeHeaders('6.1.0-50-arm64');
  writeFiles('headers', { 'include/generated/package.h': '#define LINUX_PACKAGE_ID " Debian 6.1.176-1"\n' });
  expect((await describeKernel('linux-image-6.1.0-50-arm64', 'headers')).package?.version).toBe('6.1.176-1');
  expect((await describeKernel('linux-image-current', 'headers')).package?.version).toBeUndefined();
});

test('a file says name and version, and has the release of the headers among its own', async () => {
  writeHeaders('6.1.21-v8+');
  const file = makeKernel('raspberrypi-kernel', '1:1.20230405-1', '6.1.21-v7+', '6.1.21-v8+');
  expect(await describeKernel(file, 'headers')).toEqual({
    release: '6.1.21-v8+',
    headers: 'headers',
    package: { name: 'raspberrypi-kernel', version: '1:1.20230405-1', isOfRelease: false },
  });
  writeHeaders('6.1.21-v6+');
  await expect(describeKernel(file, 'headers')).rejects.toThrow(
    'the headers in headers are those of 6.1.21-v6+, and raspberrypi-kernel.deb has 6.1.21-v7+, 6.1.21-v8+',
  );
  await expect(describeKernel(makeKernel('linux-image-arm64', '1'), 'headers')).rejects.toThrow(
    'linux-image-arm64.deb has no kernel: nothing in /lib/modules',
  );
});

test.each(['Package', 'Version'])('a file whose control file lacks %s: is refused', async (missing) => {
  writeHeaders('6.1.21-v8+');
  const fields = ['Package: kernel', 'Version: 1', 'Architecture: all'].filter((field) => !field.startsWith(missing));
  writeFiles('tree', { 'DEBIAN/control': `${fields.join('\n')}\n`, 'lib/modules/6.1.21-v8+/modules.builtin': '' });
  run('dpkg-deb', ['--root-owner-group', '--nocheck', '--build', 'tree', 'kernel.deb']);
  await expect(describeKernel('kernel.deb', 'headers')).rejects.toThrow(
    'kernel.deb: Package or Version: is missing in its control file',
  );
});

test('a directory is that of a kernel which no package has, installed or built', async () => {
  writeHeaders('6.1.50-mine', 'linux');
  expect(await describeKernel('linux', undefined)).toEqual({
    release: '6.1.50-mine',
    headers: 'linux',
    package: undefined,
  });
  writeHeaders('6.1.50-mine', 'modules/build');
  expect((await describeKernel('modules', undefined)).headers).toBe('modules/build');
  mkdirSync('root/lib/modules/6.1.51', { recursive: true });
  await expect(describeKernel('root', 'linux')).rejects.toThrow(
    'the headers in linux are those of 6.1.50-mine, and root has 6.1.51',
  );
});

test.each(['linux-headers-6.1.0-50-arm64', 'X', 'a b', '../none'])('%j is no kernel', async (kernel) => {
  writeHeaders('6.1.0-50-arm64');
  await expect(describeKernel(kernel, 'headers')).rejects.toThrow(
    `${kernel} is no kernel: neither the name of its package, nor a .deb file, nor a directory`,
  );
});

test('headers of another kernel, without a release, and none', async () => {
  writeHeaders('10.1.0-1-arm64');
  await expect(describeKernel('linux-image-10.1.0-2-arm64', 'headers')).rejects.toThrow(
    'the headers in headers are those of 10.1.0-1-arm64, and linux-image-10.1.0-2-arm64 has 10.1.0-2-arm64',
  );
  writeHeaders('6.1.0-50-arm64');
  await expect(describeKernel('linux-image-6.1.0-51-arm64', 'headers')).rejects.toThrow(
    'the headers in headers are those of 6.1.0-50-arm64, and linux-image-6.1.0-51-arm64 has 6.1.0-51-arm64',
  );
  const file = 'headers/include/generated/utsrelease.h';
  writeFileSync(file, '');
  await expect(describeKernel('linux-image-x', 'headers')).rejects.toThrow(`${file}: UTS_RELEASE: is missing`);
  await expect(describeKernel('linux-image-x', 'none')).rejects.toThrow(
    expect.objectContaining({ name: 'ToolError', message: expect.stringMatching(/^--headers: ENOENT: .*none/) }),
  );
  await expect(describeKernel('linux-image-x', undefined)).rejects.toThrow('--headers is missing');
});
