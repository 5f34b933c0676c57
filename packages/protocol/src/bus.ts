// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

/** The buses on which a parent device can be looked for. */
export const BUS_NAMES = ['platform', 'pci', 'pcie_port', 'pci_express', 'amba'] as const;

export type BusName = (typeof BUS_NAMES)[number];

/** The kernel's name of a bus, which its directory in /sys/bus has. */
export function kernelBusName(bus: BusName): string {
  return bus === 'pcie_port' ? 'pci_express' : bus;
}

export const DEFAULT_BUS = 'platform' satisfies BusName;
