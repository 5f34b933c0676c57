// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import { MiB, device, finding, found, wants } from '../../../test/doctor-facts.ts';

describe('DMA mask', () => {
  test('the DMA mask does not reach CMA', () => {
    expect(found('dma-mask', { wanted: wants(32n * MiB, { device }) })).toEqual([
      finding(
        'error',
        '0000:00:05.0 drives 28 bits of address: it reaches the lowest 256M. There is room for 32M elsewhere, but below that only for 0. Boot with cma=32M@0-256M.',
        [`sed -i 's/^GRUB_CMDLINE_LINUX="/&cma=32M@0-256M /' /etc/default/grub`, 'update-grub', 'reboot'],
      ),
    ]);
  });

  test('where there is no room at all, the DMA mask is not to blame', () => {
    const facts = { wanted: wants(128n * MiB, { device }) };
    expect(found('memory', facts)).toEqual([expect.objectContaining({ severity: 'error' })]);
    expect(found('dma-mask', facts)).toEqual([expect.objectContaining({ severity: 'ok' })]);
  });

  test('a mask without a device', () => {
    expect(found('dma-mask', { wanted: wants(32n * MiB, { dmaMask: 32 }) })).toEqual([
      finding('ok', 'A device with this DMA mask drives 32 bits of address: it reaches the lowest 4G.'),
    ]);
  });
});
