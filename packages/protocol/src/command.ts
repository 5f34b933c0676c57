// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import type { BusName } from './bus.ts';
import { DEFAULT_BUS } from './bus.ts';
import { parseDeviceName } from './device.ts';
import { parseDmaMask } from './dma-mask.ts';
import { ProtocolError } from './error.ts';
import type { MmapMode } from './mmap-mode.ts';
import type { BufferName } from './name.ts';
import { parseBufferName } from './name.ts';
import { MAX_SIZE, parseSize } from './size.ts';

export interface CreateCommand {
  readonly verb: 'create';
  readonly name: BufferName;
  readonly size: bigint;
  /** The device that will do the DMA. Without it the buffer gets a platform device of its own. */
  readonly device?: string;
  /** The bus on which `device` is looked for; left out for the platform bus. */
  readonly bus?: BusName;
  /** Bits of the DMA mask; never with `device`, whose own mask stands. */
  readonly dmaMask?: number;
  readonly mmapMode?: MmapMode;
}

export interface DeleteCommand {
  readonly verb: 'delete';
  readonly name: BufferName;
}

export type Command = CreateCommand | DeleteCommand;

/** What {@link createCommand} checks: a command's fields as a program has them. */
export interface CreateFields {
  readonly name: string;
  /** A number of bytes, or a text such as `64K`. */
  readonly size: bigint | number | string;
  readonly device?: string | undefined;
  readonly bus?: BusName | undefined;
  readonly dmaMask?: number | undefined;
  readonly mmapMode?: MmapMode | undefined;
}

export function createCommand(fields: CreateFields): CreateCommand {
  const { device, bus, dmaMask, mmapMode } = fields;
  checkCombination(fields);
  return {
    verb: 'create',
    name: parseBufferName(fields.name),
    size: checkSize(fields.size),
    ...(device !== undefined && { device: parseDeviceName(device) }),
    // The platform bus goes without saying, and the reference's module refuses to hear it.
    ...(bus !== undefined && bus !== DEFAULT_BUS && { bus }),
    ...(dmaMask !== undefined && { dmaMask: parseDmaMask(String(dmaMask)) }),
    ...(mmapMode !== undefined && { mmapMode }),
  };
}

export function deleteCommand(name: string): DeleteCommand {
  return { verb: 'delete', name: parseBufferName(name) };
}

/** The module ignores an option that has no effect; whoever wrote it expects one. */
function checkCombination({ device, bus, dmaMask }: CreateFields): void {
  if (bus !== undefined && device === undefined) {
    throw new ProtocolError({
      code: 'combination',
      value: `bus=${bus}`,
      allowed: 'a bus together with a device on it',
    });
  }
  if (dmaMask !== undefined && device !== undefined) {
    throw new ProtocolError({
      code: 'combination',
      value: `device=${device} dma-mask=${dmaMask}`,
      allowed: 'a DMA mask for a buffer without a parent device',
      hint: "the parent device's own DMA mask stands",
    });
  }
}

function checkSize(size: bigint | number | string): bigint {
  if (typeof size === 'string') {
    return parseSize(size);
  }
  if (typeof size === 'number' ? Number.isSafeInteger(size) && size > 0 : size > 0n && size <= MAX_SIZE) {
    return BigInt(size);
  }
  throw new ProtocolError({
    code: 'size',
    value: String(size),
    allowed: `a whole number of bytes from 1 to ${MAX_SIZE.toString()}; above 2^53 as a bigint`,
  });
}
