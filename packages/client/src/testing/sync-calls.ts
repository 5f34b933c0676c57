// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import type { SyncOwner } from '../handle/hand-over.ts';
import { SYNC_DIRECTIONS } from '../handle/pack-sync.ts';
import type { TestBuffer } from './buffer.ts';
import { systemError } from './system-error.ts';

export interface SyncArguments {
  readonly offset: bigint;
  readonly size: bigint;
  /** The driver's number. */
  readonly direction: bigint;
}

/** What the driver does with a value of `sync_for_…`: 0 does nothing, 1 means the stored arguments, another has its own. */
export function handOverPacked(buffer: TestBuffer, owner: SyncOwner, value: bigint): void {
  if (value !== 0n) {
    handOver(buffer, owner, value === 1n ? buffer.sync : unpack(value));
  }
}

export function handOver(buffer: TestBuffer, owner: SyncOwner, { offset, size, direction }: SyncArguments): void {
  atMost(buffer.fields.size, offset + size);
  const name = SYNC_DIRECTIONS[Number(direction)] ?? 'bidirectional';
  buffer.memory.sync(owner, name, { offset: Number(offset), size: Number(size) });
  buffer.owner = owner;
}

export function atMost(most: bigint, value: bigint): bigint {
  if (value > most) {
    throw systemError('EINVAL', 'write');
  }
  return value;
}

function unpack(value: bigint): SyncArguments {
  return { offset: value >> 32n, size: value & 0xffff_fff0n, direction: (value >> 2n) & 3n };
}
