// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import { ValueError } from '../values/error.ts';
import { textOf } from '../values/text.ts';

/** Which way data goes, in the order of the driver's numbers, which start at 0. */
export const SYNC_DIRECTIONS = ['bidirectional', 'to-device', 'from-device'] as const;

export type SyncDirection = (typeof SYNC_DIRECTIONS)[number];

export function checkDirection(direction: SyncDirection): SyncDirection {
  if (SYNC_DIRECTIONS.includes(direction)) {
    return direction;
  }
  throw new ValueError({ code: 'direction', value: textOf(direction), allowed: SYNC_DIRECTIONS.join(', ') });
}

/** The unit in which a packed value counts its size. */
const UNIT = 16n;
const LIMIT = 1n << 32n;

/**
 * The value for `sync_for_cpu` and `sync_for_device` that carries its own range: one not smaller than asked for, and
 * still inside the buffer. Undefined where no such value can say it.
 */
export function packSync(
  range: { readonly offset: bigint; readonly size: bigint },
  bufferSize: number | bigint,
  direction: SyncDirection,
): bigint | undefined {
  const size = ((range.size + UNIT - 1n) / UNIT) * UNIT;
  // The end of a buffer of odd size is reached by beginning earlier.
  const last = BigInt(bufferSize) - size;
  const offset = range.offset > last ? last : range.offset;
  const packable = range.size > 0n && size < LIMIT && offset >= 0n && offset < LIMIT;
  return packable ? (offset << 32n) | size | (BigInt(SYNC_DIRECTIONS.indexOf(direction)) << 2n) | 1n : undefined;
}
