// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import type { BufferInfo } from '@u-dma-buf-mgr/client';

/** The platform device that the driver makes for a buffer without a parent. */
const OWN_DEVICE = /^u-dma-buf\.[0-9]+\.auto$/;

/** The device that a buffer was made for; undefined where it has one of its own, or the driver does not tell. */
export function deviceOf({ parent }: Pick<BufferInfo, 'parent'>): string | undefined {
  return parent === undefined || OWN_DEVICE.test(parent) ? undefined : parent;
}
