// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import type { BufferInfo } from '@u-dma-buf-mgr/client';
import { BUS_NAMES, createCommand } from '@u-dma-buf-mgr/protocol';
import type { CreateCommand } from '@u-dma-buf-mgr/protocol';

/** The platform device that the driver makes for a buffer without a parent. */
const OWN_DEVICE = /^u-dma-buf\.[0-9]+\.auto$/;

/** The device that a buffer was made for; undefined where it has one of its own, or the driver does not tell. */
export function deviceOf({ parent }: Pick<BufferInfo, 'parent'>): string | undefined {
  return parent === undefined || OWN_DEVICE.test(parent) ? undefined : parent;
}

/** The command that makes a buffer as it is, as far as the driver tells. */
export function commandOfPresent(buffer: BufferInfo): CreateCommand {
  const device = deviceOf(buffer);
  return createCommand({
    name: buffer.name,
    size: buffer.size,
    mmapMode: buffer.mmapMode,
    device,
    bus: device === undefined ? undefined : BUS_NAMES.find((name) => name === buffer.bus),
    dmaMask: device === undefined ? buffer.dmaMask : undefined,
  });
}
