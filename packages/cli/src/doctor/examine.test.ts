// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import { release, unbuilt, well } from '../../test/doctor-facts.ts';
import { examine } from './examine.ts';
import type { Facts } from './facts.ts';
import { worst } from './finding.ts';

test('nothing is wrong with a machine that is well', () => {
  expect(worst(examine(well))).toBe('note');
});

test('the worst of nothing is ok', () => {
  expect(worst([])).toBe('ok');
});

describe('what is prescribed works in the order in which it is printed', () => {
  const prescribed = (facts: Partial<Facts>): string[] => examine({ ...well, ...facts }).flatMap(({ fix }) => fix);
  const dkms = [{ version: '6.0.0', kernels: [], failure: undefined }];

  test('headers come before what is built with them', () => {
    expect(prescribed({ modules: unbuilt, headersInstalled: false, dkms })).toEqual([
      `apt install linux-headers-${release}`,
      `dkms install u-dma-buf-mgr/6.0.0 -k ${release}`,
    ]);
  });

  test('and before the package that has the source', () => {
    expect(prescribed({ modules: unbuilt, headersInstalled: false, dkms: [] })).toEqual([
      `apt install linux-headers-${release}`,
      'apt install u-dma-buf-mgr-dkms',
    ]);
  });

  test('a build that failed is tried once', () => {
    const failure = { log: '/make.log', line: 1, text: 'error' };
    expect(prescribed({ modules: unbuilt, dkms: [{ version: '6.0.0', kernels: [], failure }] })).toEqual([
      `dkms install u-dma-buf-mgr/6.0.0 -k ${release} --force`,
      'less +1 /make.log',
    ]);
  });

  test('nothing but a reboot, where a newer kernel has the modules', () => {
    const elsewhere = unbuilt.map((module) => ({ ...module, otherKernels: ['6.1.0-20-arm64'] }));
    expect(prescribed({ modules: elsewhere, headersInstalled: false, dkms })).toEqual(['reboot']);
  });
});
