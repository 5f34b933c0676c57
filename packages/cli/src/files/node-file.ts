// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import { chmodSync, chownSync, closeSync, constants, openSync } from 'node:fs';
import type { Stats } from 'node:fs';

import { BufferError } from '@u-dma-buf-mgr/client';
import { errnoName, withBufferNode } from '@u-dma-buf-mgr/client/command';
import type { BufferInfo } from '@u-dma-buf-mgr/client';
import { BUFFER_GROUP } from '@u-dma-buf-mgr/protocol';

import { CommandError } from '../error.ts';

/**
 * Opens the node of a buffer for reading or writing, and closes it when `use` is done. With O_SYNC the driver hands the
 * range of each read and write over from and to the device, where the device does not see the CPU's caches.
 */
export function withNode<T>(
  buffer: BufferInfo,
  access: 'read' | 'write',
  use: (descriptor: number) => Promise<T>,
): Promise<T> {
  return withNodeOpened(buffer, (access === 'read' ? constants.O_RDONLY : constants.O_WRONLY) | constants.O_SYNC, use);
}

/** As {@link withNode}, with flags as open() takes them. */
export async function withNodeOpened<T>(
  buffer: BufferInfo,
  flags: number,
  use: (descriptor: number) => Promise<T>,
): Promise<T> {
  const descriptor = openNode(buffer, flags);
  try {
    return await use(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

function openNode(buffer: BufferInfo, flags: number): number {
  const { node } = buffer;
  try {
    return withBufferNode(buffer, (path) => openSync(path, flags));
  } catch (error) {
    if (error instanceof BufferError) {
      throw error;
    }
    const errno = errnoName(error);
    if (errno === 'EACCES' || errno === 'EPERM') {
      throw new CommandError(
        `no permission to open ${node}`,
        `use sudo, or become a member of its group: see ls -l ${node} (the group ${BUFFER_GROUP} is for that)`,
      );
    }
    throw new CommandError(`cannot open ${node}: ${errno}`);
  }
}

/** What the node of a buffer is like; undefined where there is none. Throws where its name leads to something else. */
export function readNode(buffer: BufferInfo): Stats | undefined {
  try {
    return withBufferNode(buffer, (_, status) => status);
  } catch (error) {
    if (errnoName(error) === 'ENOENT') {
      return undefined;
    }
    throw error;
  }
}

/** Why the name of a buffer does not lead to it; undefined where it does, and where there is no node. */
export function foreignNode(buffer: BufferInfo): BufferError | undefined {
  try {
    readNode(buffer);
    return undefined;
  } catch (error) {
    if (error instanceof BufferError) {
      return error;
    }
    throw error;
  }
}

const KEEP = -1;

/** Gives the node of a buffer to an owner and a group, and sets its mode; what is undefined stays. */
export function changeNode(
  buffer: BufferInfo,
  { uid = KEEP, gid = KEEP, mode }: { uid?: number | undefined; gid?: number | undefined; mode?: number | undefined },
): void {
  withBufferNode(buffer, (path) => {
    if (uid !== KEEP || gid !== KEEP) {
      chownSync(path, uid, gid);
    }
    if (mode !== undefined) {
      chmodSync(path, mode);
    }
  });
}
