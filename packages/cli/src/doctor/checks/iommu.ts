// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import type { DeviceFacts, Facts } from '../facts.ts';
import type { Finding } from '../finding.ts';

const check = 'iommu';

/** What stands between devices and memory. */
export function checkIommu({ iommu, wanted: { device } }: Facts): Finding[] {
  if (iommu.units.length === 0) {
    return [note('There is no IOMMU in use: DMA addresses are physical ones.')];
  }
  if (device === undefined) {
    const types = [...iommu.groupTypes].map(([type, count]) => `${count} of type ${type}`).join(', ');
    return [note(`IOMMU: ${iommu.units.join(', ')}; groups of devices: ${types || 'none'}.`)];
  }
  if (device.exists && device.bus === 'pci' && device.iommuGroupType === undefined && device.driver === undefined) {
    return [unattached(device, iommu.units)];
  }
  const place =
    device.iommuGroupType === undefined
      ? 'in no group of an IOMMU'
      : `in an IOMMU group of type ${device.iommuGroupType}`;
  return [note(`${device.name} is ${place}.`)];
}

function note(text: string): Finding {
  return { check, severity: 'note', text, fix: [] };
}

function unattached({ bus, name }: DeviceFacts, units: readonly string[]): Finding {
  const directory = `/sys/bus/${bus}/devices/${name}`;
  return {
    check,
    severity: 'error',
    text: `This machine has an IOMMU (${units.join(', ')}), and ${name} joins it when a driver is bound to it. Until then the driver of the buffers refuses it, since its DMA would miss them.`,
    fix: [
      'modprobe uio_pci_generic',
      `echo uio_pci_generic >${directory}/driver_override`,
      `echo ${name} >/sys/bus/${bus}/drivers_probe`,
    ],
  };
}
