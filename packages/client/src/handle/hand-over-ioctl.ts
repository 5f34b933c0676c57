// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

// The same by ioctl, for who may open the node and not write the attributes.

import {
  IOCTL_GET_SYNC,
  IOCTL_SET_SYNC,
  IOCTL_SET_SYNC_FOR_CPU,
  IOCTL_SET_SYNC_FOR_DEVICE,
} from '../machine/ioctl-numbers.ts';
import type { OpenFile } from '../machine/system.ts';
import type { HandOver, SyncOwner } from './hand-over.ts';
import { packSync, SYNC_DIRECTIONS } from './pack-sync.ts';

const REQUESTS: Record<SyncOwner, number> = { cpu: IOCTL_SET_SYNC_FOR_CPU, device: IOCTL_SET_SYNC_FOR_DEVICE };

/** Bits of the word `flags`: what to do, and the direction. */
const COMMANDS: Record<SyncOwner, bigint> = { cpu: 1n, device: 3n };
const DIRECTION = 3n << 2n;

export async function handOverByIoctl(file: OpenFile, bufferSize: number, change: HandOver): Promise<void> {
  const packed = packSync(change, bufferSize, change.direction);
  if (packed !== undefined) {
    return file.ioctl(REQUESTS[change.owner], bytesOf([packed]));
  }
  const stored = await readStored(file);
  try {
    await file.ioctl(IOCTL_SET_SYNC, bytesOf(wordsOf(change)));
  } finally {
    await file.ioctl(IOCTL_SET_SYNC, bytesOf(stored));
  }
}

/** Flags, size and offset, as SET_SYNC takes them to change nothing but the stored arguments. */
async function readStored(file: OpenFile): Promise<bigint[]> {
  const bytes = bytesOf([0n, 0n, 0n]);
  await file.ioctl(IOCTL_GET_SYNC, bytes);
  const [flags = 0n, ...range] = new BigUint64Array(bytes.buffer);
  return [flags & DIRECTION, ...range];
}

function wordsOf({ owner, offset, size, direction }: HandOver): bigint[] {
  return [COMMANDS[owner] | (BigInt(SYNC_DIRECTIONS.indexOf(direction)) << 2n), size, offset];
}

/** All our architectures are little-endian. */
function bytesOf(words: readonly bigint[]): Uint8Array<ArrayBuffer> {
  return new Uint8Array(BigUint64Array.from(words).buffer);
}
