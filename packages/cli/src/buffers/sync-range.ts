// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { BufferError, errnoName, packSync, SYNC_DIRECTIONS, thisMachine } from '@u-dma-buf-mgr/client';
import type { BufferInfo, Machine, SyncDirection } from '@u-dma-buf-mgr/client';

export interface SyncFields {
  /** Who is to have the buffer from now on. */
  readonly owner: 'cpu' | 'device';
  /** In bytes; the range must lie in the buffer. */
  readonly offset: bigint;
  readonly size: bigint;
  readonly direction: SyncDirection;
}

/**
 * Hands a range of a buffer to the CPU or to the device. Throws a {@link BufferError}: `not-found`, `permission`, or
 * `refused` where the range leaves the buffer.
 */
export function syncRange(
  { name, size }: Pick<BufferInfo, 'name' | 'size'>,
  fields: SyncFields,
  machine: Machine = thisMachine,
): void {
  const directory = join(machine.classDirectory, name);
  try {
    const packed = packSync(fields, size, fields.direction);
    if (packed === undefined) {
      syncByAttributes(directory, fields);
    } else {
      writeAttribute(directory, `sync_for_${fields.owner}`, `0x${packed.toString(16)}`);
    }
  } catch (cause) {
    throw explainSync(name, fields, errnoName(cause), cause);
  }
}

/** By the stored arguments, which are as before afterwards. */
function syncByAttributes(directory: string, { owner, offset, size, direction }: SyncFields): void {
  const values = {
    sync_offset: offset.toString(),
    sync_size: size.toString(),
    sync_direction: String(SYNC_DIRECTIONS.indexOf(direction)),
  };
  const stored = Object.keys(values).map((key) => [key, readFileSync(join(directory, key), 'latin1')] as const);
  try {
    Object.entries(values).forEach(([key, value]) => writeAttribute(directory, key, value));
    writeAttribute(directory, `sync_for_${owner}`, '1');
  } finally {
    stored.forEach(([key, value]) => writeAttribute(directory, key, value));
  }
}

function writeAttribute(directory: string, attribute: string, value: string): void {
  writeFileSync(join(directory, attribute), value);
}

function explainSync(name: string, { offset, size }: SyncFields, errno: string, cause: unknown): unknown {
  const failure = (details: Pick<BufferError, 'code' | 'message'> & { hint?: string }): BufferError =>
    new BufferError({ ...details, message: `cannot sync ${name}: ${details.message}`, errno, cause });
  switch (errno) {
    case 'ENOENT':
    case 'ENODEV':
      return failure({ code: 'not-found', message: 'there is no such buffer' });
    case 'EACCES':
    case 'EPERM':
      return failure({
        code: 'permission',
        message: 'no permission to write its attributes',
        hint: 'only root may, unless a udev rule gives them to a group; a program with the buffer open can sync it by ioctl',
      });
    case 'EINVAL':
      return failure({
        code: 'refused',
        message: `${size.toString()} bytes from ${offset.toString()} are not all in the buffer`,
      });
    default:
      return cause;
  }
}
