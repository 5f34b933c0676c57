// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import { readSync, writeSync } from 'node:fs';

import type { Range } from '../arguments/range.ts';
import type { Interruption } from '../signals.ts';

/** So much at a time, which is more than any cache needs to be busy, and not long to wait for a signal. */
const PIECE = 1 << 20;

/** How many bytes a second go from, or to, a range of an open file, again and again for some time. */
export async function measure(
  transfer: (bytes: Uint8Array, position: number) => number,
  { offset, size }: Range,
  seconds: number,
  interruption: Pick<Interruption, 'check'>,
): Promise<number> {
  const bytes = new Uint8Array(Math.min(PIECE, Number(size)));
  const end = Number(offset + size);
  const started = performance.now();
  let position = Number(offset);
  let moved = 0;
  for (;;) {
    const piece = bytes.subarray(0, Math.min(bytes.length, end - position));
    const count = transfer(piece, position);
    moved += count;
    position = position + count < end ? position + count : Number(offset);
    const elapsed = (performance.now() - started) / 1000;
    if (elapsed >= seconds) {
      return moved / elapsed;
    }
    await interruption.check();
  }
}

export function reader(descriptor: number): (bytes: Uint8Array, position: number) => number {
  return (bytes, position) => readSync(descriptor, bytes, 0, bytes.length, position);
}

/** Writes what the contents are at that place. */
export function writer(
  descriptor: number,
  contents: Uint8Array,
  offset: number,
): (bytes: Uint8Array, position: number) => number {
  return (bytes, position) => writeSync(descriptor, contents, position - offset, bytes.length, position);
}
