// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import type { TestBuffer } from './buffer.ts';
import { atMost, handOverPacked } from './sync-calls.ts';
import { systemError } from './system-error.ts';

export const MAJOR = 238;
const DIRECTIONS = 3n;

/** The texts that sysfs shows of a buffer. */
export function readAttributeOf(buffer: TestBuffer, attribute: string, driverVersion: string): string | undefined {
  const { fields, sync } = buffer;
  const texts: Record<string, string> = {
    dev: `${MAJOR}:${fields.minor}`,
    driver_version: driverVersion,
    ioctl_version: '2',
    size: fields.size.toString(),
    phys_addr: `0x${fields.address.toString(16).padStart(16, '0')}`,
    dma_coherent: fields.parent.coherent === false ? '0' : '1',
    dma_mask: String(fields.dmaMask),
    origin: fields.origin,
    memory_source: 'pages',
    temporary: fields.temporary ? '1' : '0',
    quirk_mmap_mode: String(buffer.mmapNumber),
    sync_mode: sync.mode.toString(),
    sync_offset: `0x${sync.offset.toString(16)}`,
    sync_size: sync.size.toString(),
    sync_direction: sync.direction.toString(),
    sync_owner: buffer.owner === 'device' ? '1' : '0',
    sync_for_cpu: '0',
    sync_for_device: '0',
  };
  return texts[attribute];
}

/** What the driver does with a number that is written to one of its attributes. */
export function writeAttributeOf(buffer: TestBuffer, attribute: string, value: bigint): void {
  switch (attribute) {
    case 'sync_offset':
      buffer.sync.offset = atMost(buffer.fields.size, value);
      break;
    case 'sync_size':
      buffer.sync.size = atMost(buffer.fields.size, value);
      break;
    case 'sync_direction':
      buffer.sync.direction = atMost(DIRECTIONS - 1n, value);
      break;
    case 'sync_for_cpu':
      handOverPacked(buffer, 'cpu', value);
      break;
    case 'sync_for_device':
      handOverPacked(buffer, 'device', value);
      break;
    default:
      throw systemError('EACCES', 'open', attribute);
  }
}
