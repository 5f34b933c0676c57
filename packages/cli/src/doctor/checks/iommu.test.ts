// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import { device, finding, found, wants } from '../../../test/doctor-facts.ts';

describe('iommu', () => {
  const iommu = { units: ['smmu3.0x0000000009050000'], groupTypes: new Map([['DMA', 2]]) };

  test('none', () => {
    expect(found('iommu', {})).toEqual([finding('note', 'There is no IOMMU in use: DMA addresses are physical ones.')]);
  });

  test('there', () => {
    expect(found('iommu', { iommu })).toEqual([
      finding('note', 'IOMMU: smmu3.0x0000000009050000; groups of devices: 2 of type DMA.'),
    ]);
  });

  test('a device that has not joined', () => {
    expect(found('iommu', { iommu, wanted: wants(1n, { device }) })).toEqual([
      expect.objectContaining({ severity: 'error', fix: expect.arrayContaining(['modprobe uio_pci_generic']) }),
    ]);
  });

  test('a device that has', () => {
    const joined = { ...device, driver: 'uio_pci_generic', iommuGroupType: 'DMA' };
    expect(found('iommu', { iommu, wanted: wants(1n, { device: joined }) })).toEqual([
      finding('note', '0000:00:05.0 is in an IOMMU group of type DMA.'),
    ]);
  });
});
