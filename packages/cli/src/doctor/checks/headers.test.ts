// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import { found, release, unbuilt, well } from '../../../test/doctor-facts.ts';

describe('headers', () => {
  test.each<[string, string[], string[]]>([
    ['debian', [], [`apt install linux-headers-${release}`]],
    ['ubuntu', ['debian'], [`apt install linux-headers-${release}`]],
    ['rocky', ['rhel', 'centos', 'fedora'], [`dnf install kernel-devel-${release}`]],
    ['opensuse-leap', ['suse', 'opensuse'], ['zypper install kernel-default-devel']],
    ['arch', [], ['pacman -S linux-headers']],
    ['petalinux', [], []],
  ])('missing on %s', (id, like, fix) => {
    const facts = { headersInstalled: false, modules: unbuilt, distribution: { id, like, bootLoader: undefined } };
    expect(found('headers', facts)).toEqual([expect.objectContaining({ severity: 'error', fix })]);
  });

  test('missing, of a kernel from elsewhere', () => {
    const kernel = { ...well.kernel, release: '5.15.36-xilinx-v2022.2' };
    expect(found('headers', { headersInstalled: false, modules: unbuilt, kernel })).toEqual([
      expect.objectContaining({
        text: expect.stringMatching(
          /No package of them is known here\..* at \/lib\/modules\/5\.15\.36-xilinx-v2022\.2\/build\.$/,
        ),
        fix: [],
      }),
    ]);
  });

  test('missing, where a reboot is all that it takes', () => {
    const elsewhere = unbuilt.map((module) => ({ ...module, otherKernels: ['6.1.0-20-arm64'] }));
    expect(found('headers', { headersInstalled: false, modules: elsewhere })).toEqual([
      { severity: 'note', text: expect.stringMatching(/The newer 6\.1\.0-20-arm64 has the modules\.$/), fix: [] },
    ]);
  });

  test('missing, but no longer needed', () => {
    expect(found('headers', { headersInstalled: false })).toEqual([expect.objectContaining({ severity: 'note' })]);
  });
});
