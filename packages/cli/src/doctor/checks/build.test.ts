// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import { finding, found, release, unbuilt } from '../../../test/doctor-facts.ts';

describe('build', () => {
  const failure = { log: '/var/lib/dkms/u-dma-buf-mgr/6.0.0/build/make.log', line: 17, text: "x.c:1:1: error: no 'y'" };

  test('failed', () => {
    expect(found('build', { modules: unbuilt, dkms: [{ version: '6.0.0', kernels: [], failure }] })).toEqual([
      {
        severity: 'error',
        text: `DKMS could not build u-dma-buf-mgr/6.0.0. The first error is in line 17 of ${failure.log}.`,
        evidence: failure.text,
        fix: [`dkms install u-dma-buf-mgr/6.0.0 -k ${release} --force`, `less +17 ${failure.log}`],
      },
    ]);
  });

  test('failed for another kernel', () => {
    expect(found('build', { dkms: [{ version: '6.0.0', kernels: [release], failure }] })).toEqual([
      finding('ok', 'DKMS has built u-dma-buf-mgr/6.0.0 for this kernel.'),
    ]);
  });
});
