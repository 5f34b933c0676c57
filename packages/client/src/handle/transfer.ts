// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import { errnoName } from '../machine/errno.ts';

/** What Node moves with one system call. */
const PIECE = 1 << 30;

/** Moves all of the bytes, in as many system calls as it takes. */
export async function transferAll(
  bytes: Uint8Array,
  offset: number,
  move: (piece: Uint8Array, position: number) => Promise<number>,
): Promise<void> {
  for (let done = 0; done < bytes.length;) {
    const moved = await unlessInterrupted(() => move(bytes.subarray(done, done + PIECE), offset + done));
    if (moved === 0) {
      throw new RangeError(`the node ends after ${offset + done} bytes`);
    }
    done += moved;
  }
}

/** A signal may end a call before it has moved anything. */
async function unlessInterrupted<T>(call: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await call();
    } catch (error) {
      if (errnoName(error) !== 'EINTR') {
        throw error;
      }
    }
  }
}
