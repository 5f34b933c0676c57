// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import { found, release, unbuilt } from '../../../test/doctor-facts.ts';

describe('headers', () => {
  test.each<[string, string[], string[]]>([
    ['debian', [], [`apt install linux-headers-${release}`]],
    ['ubuntu', ['debian'], [`apt install linux-headers-${release}`]],
    ['raspbian', ['debian'], ['apt install raspberrypi-kernel-headers']],
    ['rocky', ['rhel', 'centos', 'fedora'], [`dnf install kernel-devel-${release}`]],
    ['opensuse-leap', ['suse', 'opensuse'], ['zypper install kernel-default-devel']],
    ['arch', [], ['pacman -S linux-headers']],
    ['petalinux', [], []],
  ])('missing on %s', (id, like, fix) => {
    const facts = { headersInstalled: false, modules: unbuilt, distribution: { id, like, bootLoader: undefined } };
    expect(found('headers', facts)).toEqual([expect.objectContaining({ severity: 'error', fix })]);
  });

  test('missing, but no longer needed', () => {
    expect(found('headers', { headersInstalled: false })).toEqual([expect.objectContaining({ severity: 'note' })]);
  });
});
