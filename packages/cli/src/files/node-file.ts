// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import { chmodSync, chownSync, closeSync, constants, openSync, readSync, writeSync } from 'node:fs';
import type { Stats } from 'node:fs';

import { BufferError, errnoName, withBufferNode } from '@u-dma-buf-mgr/client';
import type { BufferInfo } from '@u-dma-buf-mgr/client';
import { BUFFER_GROUP } from '@u-dma-buf-mgr/protocol';

import type { Range } from '../arguments/range.ts';
import { CommandError } from '../error.ts';
import { progress } from '../output/output.ts';
import { uninterrupted } from '../signals.ts';
import type { Interruption } from '../signals.ts';

/** So much at a time, and the progress shows after each. */
const PIECE = 1 << 20;

/**
 * Opens the node of a buffer for reading or writing, and closes it when `use` is done. With O_SYNC the driver hands the
 * range of each read and write over from and to the device, where the device does not see the CPU's caches.
 */
export function withNode<T>(buffer: BufferInfo, access: 'read' | 'write', use: Use<T>): Promise<T> {
  return withNodeOpened(buffer, (access === 'read' ? constants.O_RDONLY : constants.O_WRONLY) | constants.O_SYNC, use);
}

type Use<T> = (descriptor: number, interruption: Interruption) => Promise<T>;

/** As {@link withNode}, with flags as open() takes them. */
export async function withNodeOpened<T>(buffer: BufferInfo, flags: number, use: Use<T>): Promise<T> {
  const descriptor = openNode(buffer, flags);
  try {
    return await uninterrupted((interruption) => use(descriptor, interruption));
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

/** Reads a range of an open node, a piece at a time. */
export function* readPieces(descriptor: number, { offset, size }: Range): Generator<Buffer> {
  for (let done = 0; done < Number(size);) {
    const piece = Buffer.alloc(Math.min(PIECE, Number(size) - done));
    const bytes = readSync(descriptor, piece, 0, piece.length, Number(offset) + done);
    if (bytes === 0) {
      throw new CommandError(`it ended ${Number(size) - done} bytes early`);
    }
    done += bytes;
    yield piece.subarray(0, bytes);
  }
}

/** Writes pieces one after another, and shows how far it is where there are many of `total` bytes. */
export async function writePieces(
  descriptor: number,
  offset: bigint,
  pieces: Iterable<Uint8Array>,
  total: bigint,
  interruption: Interruption,
): Promise<void> {
  const isLong = total > PIECE;
  let done = 0;
  for (const piece of pieces) {
    await interruption.check();
    writePiece(descriptor, piece, Number(offset) + done);
    done += piece.length;
    if (isLong) {
      progress(`${Math.floor((done / Number(total)) * 100)} %`);
    }
  }
  if (isLong) {
    progress('');
  }
}

function writePiece(descriptor: number, piece: Uint8Array, position: number): void {
  for (let written = 0; written < piece.length;) {
    written += writeSync(descriptor, piece, written, piece.length - written, position + written);
  }
}
