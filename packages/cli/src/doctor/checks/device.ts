// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import type { Facts } from '../facts.ts';
import type { Finding } from '../finding.ts';

/** Whether the device that the buffer is for is there. */
export function checkDevice({ wanted: { device } }: Facts): Finding[] {
  if (device === undefined || device.exists) {
    return [];
  }
  const { bus, name } = device;
  return [
    {
      check: 'device',
      severity: 'error',
      text: `There is no device ${name} on the bus ${bus}.`,
      fix: [`ls /sys/bus/${bus}/devices`],
    },
  ];
}
