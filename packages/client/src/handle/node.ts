// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import { closeSync, fstatSync } from 'node:fs';
import type { Stats } from 'node:fs';

import type { NodeOwner } from '../buffers/info.ts';
import { notItsNode } from '../explain/use.ts';
import { makeDeviceNumber } from '../machine/device-number.ts';
import { pinnedPath, pinNode } from '../machine/pinned-node.ts';

/**
 * Calls `use` with a path that leads to the node of a buffer, whatever becomes of its name in `/dev` meanwhile. Throws a
 * {@link BufferError} with the code `foreign` where the name leads to anything else; that is not opened, since opening
 * a device can do things.
 */
export function withBufferNode<T>(buffer: NodeOwner, use: (path: string, status: Stats) => T): T {
  const pinned = pinNode(buffer.node, makeDeviceNumber(buffer));
  if (pinned === undefined) {
    throw notItsNode(buffer);
  }
  try {
    return use(pinnedPath(pinned), fstatSync(pinned));
  } finally {
    closeSync(pinned);
  }
}
