// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import { ProtocolError } from './error.ts';
import { nearest } from './nearest.ts';

/** The buses on which a parent device can be looked for. */
export const BUS_NAMES = ['platform', 'pci', 'pcie_port', 'amba'] as const;

export type BusName = (typeof BUS_NAMES)[number];

export const DEFAULT_BUS: BusName = 'platform';

export function parseBus(text: string): BusName {
  const bus = BUS_NAMES.find((name) => name === text);
  if (bus !== undefined) {
    return bus;
  }
  const near = nearest(text, BUS_NAMES);
  throw new ProtocolError({
    code: 'bus',
    value: text,
    allowed: BUS_NAMES.join(', '),
    hint: near === undefined ? undefined : `did you mean ${near}?`,
  });
}
