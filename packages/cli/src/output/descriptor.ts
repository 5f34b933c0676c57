// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import { readSync, writeSync } from 'node:fs';

/** Writes all bytes to an open file, whatever it is. */
export function writeFully(descriptor: number, bytes: Uint8Array): void {
  for (let written = 0; written < bytes.length;) {
    written += patiently(() => writeSync(descriptor, bytes, written));
  }
}

/** Reads the next bytes of an open file, whatever it is; gives how many, 0 at its end. */
export function readNext(descriptor: number, bytes: Uint8Array): number {
  return patiently(() => readSync(descriptor, bytes));
}

/** Whoever shares a pipe or a terminal with us may have made it non-blocking: it is full then, or has nothing yet. */
function patiently(transfer: () => number): number {
  for (;;) {
    try {
      return transfer();
    } catch (error) {
      if (!hasCode(error, 'EAGAIN')) {
        throw error;
      }
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1);
    }
  }
}

export function hasCode(error: unknown, code: string): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === code;
}
