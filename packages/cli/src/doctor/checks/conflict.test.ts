// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import { finding, found, moduleFile, modules, release } from '../../../test/doctor-facts.ts';

test('conflicts: the one that modprobe takes, and those to remove', () => {
  const [own, ikwzm, stray] = [
    { ...moduleFile('u-dma-buf'), owner: 'DKMS' },
    { path: `/lib/modules/${release}/ikwzm/u-dma-buf.ko`, signed: false, version: '5.5', owner: 'u-dma-buf-5.5' },
    { path: `/lib/modules/${release}/extra/u-dma-buf.ko.xz`, signed: false, version: undefined, owner: undefined },
  ];
  expect(
    found('conflicts', { modules: modules.map((module) => ({ ...module, files: [own, ikwzm, stray] })).slice(0, 1) }),
  ).toEqual([
    finding(
      'warning',
      `u-dma-buf is installed 3 times. modprobe takes ${own.path} (6.0.0 of DKMS), and not ${ikwzm.path} (5.5 of u-dma-buf-5.5), ${stray.path}.`,
      ['apt remove u-dma-buf-5.5', `rm ${stray.path}`, 'depmod'],
    ),
  ]);
});
