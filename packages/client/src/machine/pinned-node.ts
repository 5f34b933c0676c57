// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import { closeSync, constants, fstatSync, openSync } from 'node:fs';

/** Node has no name for it; the same on all our architectures. */
const O_PATH = 0o10000000;

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
