// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import { closeSync, constants, fstatSync, openSync } from 'node:fs';
import type { Stats } from 'node:fs';

import type { BufferInfo } from './buffer-info.ts';
import { makeDeviceNumber } from './device-number.ts';
import { notItsNode } from './explain-use.ts';

/** Node has no name for it; the same on all our architectures. */
const O_PATH = 0o10000000;

/** The buffer that a node must lead to. */
export type NodeOwner = Pick<BufferInfo, 'name' | 'node' | 'major' | 'minor'>;

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

/**
 * A descriptor that stands for the node of a device without having it open; undefined where the path leads to anything
 * else. A symbolic link is something else too.
 */
export function pinNode(path: string, deviceNumber: number): number | undefined {
  const pinned = openSync(path, O_PATH | constants.O_NOFOLLOW);
  const status = fstatSync(pinned);
  if (status.isCharacterDevice() && status.rdev === deviceNumber) {
    return pinned;
  }
  closeSync(pinned);
  return undefined;
}

/** Where that can be opened, or given to somebody. */
export function pinnedPath(pinned: number): string {
  return `/proc/self/fd/${pinned}`;
}
