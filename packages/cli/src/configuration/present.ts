// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import type { BufferInfo } from '@u-dma-buf-mgr/client';
import { BUS_NAMES, createCommand } from '@u-dma-buf-mgr/protocol';
import type { CreateCommand } from '@u-dma-buf-mgr/protocol';

import { deviceOf } from '../buffers/parent.ts';

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
