// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import { device, finding, found, wants } from '../../../test/doctor-facts.ts';

test('no such device', () => {
  expect(found('device', { wanted: wants(1n, { device: { ...device, exists: false } }) })).toEqual([
    finding('error', 'There is no device 0000:00:05.0 on the bus pci.', ['ls /sys/bus/pci/devices']),
  ]);
});
