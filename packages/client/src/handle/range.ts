// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import { BufferError } from '../error.ts';

/** A part of a buffer; all of it where nothing is said. */
export interface ByteRange {
  readonly offset?: number | bigint | undefined;
  /** By default up to the end. */
  readonly size?: number | bigint | undefined;
}

export interface ResolvedRange {
  readonly offset: bigint;
  readonly size: bigint;
}

/** Throws a range that is not inside so many bytes; `action` is what was to be done with it, such as `read udmabuf0`. */
export function resolveRange(range: ByteRange, bufferSize: number | bigint, action: string): ResolvedRange {
  const whole = BigInt(bufferSize);
  const offset = toBytes(range.offset ?? 0);
  const size = range.size === undefined ? whole - (offset ?? 0n) : toBytes(range.size);
  if (offset === undefined || size === undefined || size < 0n || offset + size > whole) {
    const { offset: from = 0, size: length = 'the rest' } = range;
    throw new BufferError({
      code: 'range',
      message: `cannot ${action}: ${String(length)} from ${String(from)} on is no range of its ${String(bufferSize)} bytes`,
    });
  }
  return { offset, size };
}

function toBytes(value: number | bigint): bigint | undefined {
  const whole = typeof value === 'bigint' || Number.isSafeInteger(value);
  return whole && value >= 0 ? BigInt(value) : undefined;
}
