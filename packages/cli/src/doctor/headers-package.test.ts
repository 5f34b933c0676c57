// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { headersPackage } from './headers-package.ts';
import { ownerIn } from './readers/kernel.ts';

/** A distribution's kernel: its release, its package, that of its headers. */
const kernels: [string, string, string | undefined, string | undefined][] = [
  ['Debian', '6.1.0-18-arm64', 'linux-image-6.1.0-18-arm64', 'linux-headers-6.1.0-18-arm64'],
  ['Debian, unsigned', '6.1.0-18-amd64', 'linux-image-6.1.0-18-amd64-unsigned', 'linux-headers-6.1.0-18-amd64'],
  ['Debian 13', '6.12.48+deb13-arm64', 'linux-image-6.12.48+deb13-arm64', 'linux-headers-6.12.48+deb13-arm64'],
  ['Raspberry Pi OS', '6.6.31+rpt-rpi-v8', 'linux-image-6.6.31+rpt-rpi-v8', 'linux-headers-6.6.31+rpt-rpi-v8'],
  ['Raspberry Pi OS 11', '6.1.21-v8+', 'raspberrypi-kernel', 'raspberrypi-kernel-headers'],
  ['Armbian', '6.6.31-current-rockchip64', 'linux-image-current-rockchip64', 'linux-headers-current-rockchip64'],
  ['Ubuntu', '5.15.0-91-generic', 'linux-image-unsigned-5.15.0-91-generic', 'linux-headers-5.15.0-91-generic'],
  ['Ubuntu, its modules', '5.15.0-1030-raspi', 'linux-modules-5.15.0-1030-raspi', 'linux-headers-5.15.0-1030-raspi'],
  ['a vendor', '5.15.36-xilinx-v2022.2', 'vendor-kernel', undefined],
  ['a vendor, of no package', '5.15.36-xilinx-v2022.2', undefined, undefined],
  ['Debian, of no package', '6.1.0-18-arm64', undefined, 'linux-headers-6.1.0-18-arm64'],
  ['Debian 13, of no package', '6.12.48+deb13-arm64', undefined, 'linux-headers-6.12.48+deb13-arm64'],
  ['Raspberry Pi OS, of no package', '6.6.31+rpt-rpi-v8', undefined, 'linux-headers-6.6.31+rpt-rpi-v8'],
  ['Raspberry Pi OS 11, of no package', '6.1.21-v7l+', undefined, 'raspberrypi-kernel-headers'],
  ['Debian, of numbers of two digits', '10.12.34-18-arm64', undefined, 'linux-headers-10.12.34-18-arm64'],
  ['a vendor, of no package, with a version of its own', '5.15.36-acme-1.2.3-4-rc', undefined, undefined],
  ['Armbian, of no package', '6.6.31-edge-sunxi64', undefined, 'linux-headers-edge-sunxi64'],
];

test.each(kernels)('%s: %s of %s', (_, release, kernel, headers) => {
  expect(headersPackage({ release, package: kernel })).toBe(headers);
});

test.each([
  ['linux-image-6.1.0-18-arm64: /boot/vmlinuz-6.1.0-18-arm64\n', 'linux-image-6.1.0-18-arm64'],
  ['diversion by x from: /a\ndiversion by x to: /b\nraspberrypi-kernel, x: /a\n', 'raspberrypi-kernel'],
  ['linux-image-x:arm64: /boot/vmlinuz-x\n', 'linux-image-x'],
  ['', undefined],
])('who owns a file: %j', (said, owner) => {
  expect(ownerIn(said)).toBe(owner);
});

describe('the package says the same without Node', () => {
  let directory: string;
  beforeAll(() => {
    directory = mkdtempSync(join(tmpdir(), 'u-dma-buf-mgr-headers-'));
  });
  afterAll(() => {
    rmSync(directory, { recursive: true });
  });

  test.each(kernels)('%s: %s of %s', (_, release, kernel, headers) => {
    const program = join(directory, 'dpkg-query');
    writeFileSync(program, kernel === undefined ? '#!/bin/sh\nexit 1\n' : `#!/bin/sh\necho '${kernel}: x'\n`);
    chmodSync(program, 0o755);
    const PATH = `${directory}:${process.env['PATH'] ?? ''}`;
    const script = join(__dirname, '../../../../debian/missing-modules');
    const { status, stdout } = spawnSync(script, [release], { encoding: 'utf8', env: { ...process.env, PATH } });
    expect({ status, said: /apt install (.*)/.exec(stdout)?.[1] }).toEqual({ status: 1, said: headers });
    expect(stdout).toContain(`there are no modules for the running kernel ${release}`);
    expect(stdout).toContain(`\n  dkms install u-dma-buf-mgr/`);
  });
});
