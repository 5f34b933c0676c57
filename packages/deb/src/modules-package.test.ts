// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: GPL-3.0-or-later

import { namePackages } from './modules-package.ts';

const name = (release: string, kernel?: string, version?: string) =>
  namePackages('tool', '6.0.0-1', {
    release,
    headers: 'h',
    package: kernel === undefined ? undefined : { name: kernel, version, isOfRelease: kernel.includes(release) },
  });

test.each([
  ['6.1.0-50-amd64', 'linux-image-6.1.0-50-amd64', '6.1.176-1', 'amd64', '6.1.176.1'],
  ['6.1.0-50-amd64', 'linux-image-6.1.0-50-amd64-unsigned', '6.1.176-1', 'amd64', '6.1.176.1'],
  ['6.1.0-50-armmp-lpae', 'linux-image-6.1.0-50-armmp-lpae', '6.1.176-1', 'armmp-lpae', '6.1.176.1'],
  ['6.12.117+deb13-cloud-arm64', 'linux-image-6.12.117+deb13-cloud-arm64', '6.12.117-1', 'cloud-arm64', '6.12.117.1'],
  ['6.12.9+bpo-amd64', 'linux-image-6.12.9+bpo-amd64', '6.12.9-1~bpo12+1', 'amd64', '6.12.9.1~bpo12+1'],
  ['6.6.31+rpt-rpi-v8', 'linux-image-6.6.31+rpt-rpi-v8', '1:6.6.31-1+rpt1', 'rpi-v8', '1.6.6.31.1+rpt1'],
  ['5.15.0-91-generic', 'linux-image-5.15.0-91-generic', '5.15.0-91.101', 'generic', '5.15.0.91.101'],
])(
  'the modules of %s have a package of the release, and one that follows',
  (release, kernel, version, flavour, suffix) => {
    expect(name(release, kernel, version)).toEqual({
      name: `tool-modules-${release}`,
      version: '6.0.0-1',
      dependency: kernel,
      meta: {
        name: `tool-modules-${flavour}`,
        version: `6.0.0-1+kernel${suffix}`,
        breaks: `linux-image-${flavour} (>> ${version})`,
      },
    });
  },
);

test.each([
  ['6.1.50-current-rockchip64', 'linux-image-current-rockchip64', '23.8.1', 'current-rockchip64', '23.8.1'],
  ['6.1.21-v8+', 'raspberrypi-kernel', '1:1.20230405-1', 'raspberrypi-kernel-v8+', '1.1.20230405.1'],
  ['6.1.21+', 'raspberrypi-kernel', '1:1.20230405-1', 'raspberrypi-kernel', '1.1.20230405.1'],
])('the modules of %s follow the package %s', (release, kernel, version, what, suffix) => {
  expect(name(release, kernel, version)).toEqual({
    name: `tool-modules-${what}`,
    version: `6.0.0-1+kernel${suffix}`,
    dependency: `${kernel} (= ${version})`,
    meta: undefined,
  });
  expect(name(release, kernel)).toMatchObject({ version: '6.0.0-1', dependency: kernel });
});

test('of no package, or no version, there is nothing to follow', () => {
  expect(name('6.1.0-50-amd64', 'linux-image-6.1.0-50-amd64')).toMatchObject({ meta: undefined });
  expect(name('6.1.50-Custom_1')).toEqual({
    name: 'tool-modules-6.1.50-custom-1',
    version: '6.0.0-1',
    dependency: '',
    meta: undefined,
  });
  expect(name('6.1.50', 'linux-image-6.1.50', '1')).toMatchObject({ name: 'tool-modules-6.1.50', meta: undefined });
});
