// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import { createCommand, MAX_SIZE } from '@u-dma-buf-mgr/protocol';
import type { BusName, CreateCommand, MmapMode } from '@u-dma-buf-mgr/protocol';

import { checkAddress } from '../values/address.ts';
import { parseDeviceName } from '../values/device.ts';
import { parseBus } from '../values/bus.ts';
import { checkDmaMask } from '../values/dma-mask.ts';
import { ValueError } from '../values/error.ts';
import { parseMmapMode } from '../values/mmap-mode.ts';
import { parseBufferName } from '../values/name.ts';
import { parseRegionName } from '../values/region.ts';
import { parseSize } from '../values/size.ts';
import { textOf } from '../values/text.ts';

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
  /** The physical address at which it must lie, a multiple of the page size; above 2^53 as a bigint. */
  readonly address?: bigint | number | undefined;
  /**
   * The region of the device tree's reserved memory in which it must lie: the name of its node, with or without the unit
   * address, or its label. Not with `device`, whose own region stands, and not with `address`.
   */
  readonly region?: string | undefined;
  /** The buffer goes with the program that made it, even if that is killed: once its last user is gone, too. */
  readonly temporary?: boolean | undefined;
}

/** The command that makes such a buffer. */
export function commandOf(fields: BufferFields): CreateCommand {
  checkCombination(fields);
  const { name, size, device, bus, dmaMask, mmapMode, address, region, temporary } = fields;
  return createCommand({
    name: parseBufferName(name),
    size: checkSize(size),
    device: device === undefined ? undefined : parseDeviceName(device),
    bus: bus === undefined ? undefined : parseBus(bus),
    dmaMask: dmaMask === undefined ? undefined : checkDmaMask(dmaMask),
    mmapMode: mmapMode === undefined ? undefined : parseMmapMode(mmapMode),
    address: address === undefined ? undefined : checkAddress(address),
    region: region === undefined ? undefined : parseRegionName(region),
    temporary: temporary === undefined ? undefined : checkTemporary(temporary),
  });
}

/** The module ignores an option that has no effect; whoever wrote it expects one. */
function checkCombination({ device, bus, dmaMask, address, region }: BufferFields): void {
  if (bus !== undefined && device === undefined) {
    throw new ValueError({
      code: 'combination',
      value: `bus=${textOf(bus)}`,
      allowed: 'a bus together with a device on it',
    });
  }
  if (dmaMask !== undefined && device !== undefined) {
    throw new ValueError({
      code: 'combination',
      value: `device=${textOf(device)} dma-mask=${textOf(dmaMask)}`,
      allowed: 'a DMA mask for a buffer without a parent device',
      hint: "the parent device's own DMA mask stands",
    });
  }
  if (region !== undefined && address !== undefined) {
    throw new ValueError({
      code: 'combination',
      value: `address=${textOf(address)} region=${textOf(region)}`,
      allowed: 'an address or a region',
      hint: 'a region is where the device tree says',
    });
  }
  if (region !== undefined && device !== undefined) {
    throw new ValueError({
      code: 'combination',
      value: `device=${textOf(device)} region=${textOf(region)}`,
      allowed: 'a region for a buffer without a parent device',
      hint: "the parent device's own memory-region stands",
    });
  }
}

function checkSize(size: bigint | number | string): bigint {
  if (typeof size === 'string') {
    return parseSize(size);
  }
  if (typeof size === 'bigint' ? size > 0n && size <= MAX_SIZE : Number.isSafeInteger(size) && size > 0) {
    return BigInt(size);
  }
  throw new ValueError({
    code: 'size',
    value: textOf(size),
    allowed: `a whole number of bytes from 1 to ${MAX_SIZE.toString()}; above 2^53 as a bigint`,
  });
}

function checkTemporary(temporary: boolean): boolean {
  if (typeof (temporary as unknown) === 'boolean') {
    return temporary;
  }
  throw new ValueError({ code: 'temporary', value: textOf(temporary), allowed: 'true or false' });
}
