// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

// The ioctls of a node that hand a buffer over.

import {
  IOCTL_GET_SYNC,
  IOCTL_SET_SYNC,
  IOCTL_SET_SYNC_FOR_CPU,
  IOCTL_SET_SYNC_FOR_DEVICE,
} from '../machine/ioctl-numbers.ts';
import type { TestBuffer } from './buffer.ts';
import { atMost, handOver, handOverPacked } from './sync-calls.ts';

/** Returns whether it is one of them. */
export function syncByIoctl(buffer: TestBuffer, request: number, argument: Uint8Array): boolean {
  const words = new DataView(argument.buffer, argument.byteOffset, argument.byteLength);
  switch (request) {
    case IOCTL_SET_SYNC_FOR_CPU:
      handOverPacked(buffer, 'cpu', words.getBigUint64(0, true));
      return true;
    case IOCTL_SET_SYNC_FOR_DEVICE:
      handOverPacked(buffer, 'device', words.getBigUint64(0, true));
      return true;
    case IOCTL_GET_SYNC:
      getSync(buffer, words);
      return true;
    case IOCTL_SET_SYNC:
      setSync(buffer, words);
      return true;
    default:
      return false;
  }
}

function getSync({ sync, owner }: TestBuffer, words: DataView): void {
  const flags = (sync.direction << 2n) | (sync.mode << 8n) | ((owner === 'device' ? 1n : 0n) << 16n);
  [flags, sync.size, sync.offset].forEach((word, index) => words.setBigUint64(8 * index, word, true));
}

function setSync(buffer: TestBuffer, words: DataView): void {
  const [flags, size, offset] = [0, 8, 16].map((at) => words.getBigUint64(at, true)) as [bigint, bigint, bigint];
  const { sync, fields } = buffer;
  sync.offset = atMost(fields.size, offset);
  sync.size = size === 0n ? sync.size : atMost(fields.size, size);
  sync.direction = (flags >> 2n) & 3n;
  const command = flags & 3n;
  if (command !== 0n) {
    handOver(buffer, command === 1n ? 'cpu' : 'device', sync);
  }
}
