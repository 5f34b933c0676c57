// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import type { Bytes } from './buffer-memory.ts';

export interface SyncErrorDetails extends Bytes {
  readonly buffer: string;
  /** The call that should have come before. */
  readonly forgotten: 'sync.forCpu' | 'sync.forDevice';
  /** What was done, as a sentence without its object: `the device reads`. */
  readonly access: string;
  readonly why: string;
}

/** On a board this access would find, or leave, the wrong bytes. The in-memory machine throws it where it is `strict`. */
export class SyncError extends Error {
  override readonly name = 'SyncError';
  readonly buffer: string;
  /** The bytes that are concerned, in whole cache lines. */
  readonly offset: number;
  readonly size: number;
  readonly forgotten: SyncErrorDetails['forgotten'];

  constructor({ buffer, offset, size, forgotten, access, why }: SyncErrorDetails) {
    super(
      `${access} ${buffer}, where ${why} the bytes ${offset} to ${offset + size - 1}; ` +
        `call ${forgotten}({ offset: ${offset}, size: ${size} }) before`,
    );
    this.buffer = buffer;
    this.offset = offset;
    this.size = size;
    this.forgotten = forgotten;
  }
}
