// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

/** The buses on which a parent device can be looked for. */
export const BUS_NAMES = ['platform', 'pci', 'pcie_port', 'amba'] as const;

export type BusName = (typeof BUS_NAMES)[number];

export const DEFAULT_BUS = 'platform' satisfies BusName;
