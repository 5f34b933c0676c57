// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import { createCommand, MAX_SIZE } from '@u-dma-buf-mgr/protocol';
import type { BusName, CreateCommand, MmapMode } from '@u-dma-buf-mgr/protocol';

import { parseDeviceName } from './values/device.ts';
import { parseDmaMask } from './values/dma-mask.ts';
import { ValueError } from './values/error.ts';
import { parseBufferName } from './values/name.ts';
import { parseSize } from './values/size.ts';

/** What a buffer is to be like. */
export interface BufferFields {
  readonly name: string;
  /** A number of bytes, or a text such as `64K`. */
  readonly size: bigint | number | string;
  /** The device that will do the DMA. Without it the buffer gets a platform device of its own. */
  readonly device?: string | undefined;
  /** The bus on which `device` is looked for, by default platform. */
  readonly bus?: BusName | undefined;
  /** Bits of the DMA mask; not with `device`, whose own mask stands. */
  readonly dmaMask?: number | undefined;
  readonly mmapMode?: MmapMode | undefined;
  /** The buffer goes with the program that made it, even if that is killed: once its last user is gone, too. */
  readonly temporary?: boolean | undefined;
}

/** The command that makes such a buffer. */
export function commandOf(fields: BufferFields): CreateCommand {
  checkCombination(fields);
  const { name, size, device, bus, dmaMask, mmapMode, temporary } = fields;
  return createCommand({
    name: parseBufferName(name),
    size: checkSize(size),
    device: device === undefined ? undefined : parseDeviceName(device),
    bus,
    dmaMask: dmaMask === undefined ? undefined : parseDmaMask(String(dmaMask)),
    mmapMode,
    temporary,
  });
}

/** The module ignores an option that has no effect; whoever wrote it expects one. */
function checkCombination({ device, bus, dmaMask }: BufferFields): void {
  if (bus !== undefined && device === undefined) {
    throw new ValueError({ code: 'combination', value: `bus=${bus}`, allowed: 'a bus together with a device on it' });
  }
  if (dmaMask !== undefined && device !== undefined) {
    throw new ValueError({
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
  throw new ValueError({
    code: 'size',
    value: String(size),
    allowed: `a whole number of bytes from 1 to ${MAX_SIZE.toString()}; above 2^53 as a bigint`,
  });
}
