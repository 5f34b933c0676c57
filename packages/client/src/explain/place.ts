// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import type { CreateCommand, ErrorResult } from '@u-dma-buf-mgr/protocol';

import { readBuffer, readNames } from '../buffers/info.ts';
import type { BufferErrorDetails } from '../error.ts';
import type { Machine } from '../machine/machine.ts';
import { formatSize } from '../values/size.ts';
import { argumentAt } from './argument.ts';

const logHint = 'the kernel log says more: dmesg | grep u-dma-buf';

/** Why a buffer cannot lie at its address or in its region; undefined where the answer is about something else. */
export function explainPlace(
  errno: string,
  command: CreateCommand,
  machine: Machine,
  { column, reason }: ErrorResult,
): Omit<BufferErrorDetails, 'errno' | 'cause'> | undefined {
  const { label } = argumentAt(command, column);
  if (command.address !== undefined && label.startsWith('address ')) {
    return {
      code: 'place',
      message: `${label}: ${reason}`,
      hint: addressHint(errno, command, command.address, machine),
    };
  }
  return command.region !== undefined && label.startsWith('region ')
    ? { code: 'place', message: `${label}: ${reason}`, hint: regionHint(errno) }
    : undefined;
}

function addressHint(errno: string, command: CreateCommand, address: bigint, machine: Machine): string {
  const other = bufferAt(address, command.size, machine);
  if (other !== undefined) {
    return other;
  }
  switch (errno) {
    case 'ENXIO':
    case 'EACCES':
      return `root sees what is where in /proc/iomem; ${logHint}`;
    case 'EBUSY':
      return 'ask again when less is running, or at boot, before the memory is in use';
    case 'ENOMEM':
      return 'free memory, or ask for less';
    default:
      return logHint;
  }
}

/** Another buffer that is there. Its DMA address is that of its memory, unless an IOMMU translates. */
function bufferAt(address: bigint, size: bigint, machine: Machine): string | undefined {
  for (const name of readNames(machine)) {
    const buffer = readBuffer(machine, name);
    if (
      buffer !== undefined &&
      buffer.dmaAddress < address + size &&
      address < buffer.dmaAddress + BigInt(buffer.size)
    ) {
      return `the buffer ${name} is there: ${formatSize(buffer.size)} at 0x${buffer.dmaAddress.toString(16)}`;
    }
  }
  return undefined;
}

function regionHint(errno: string): string {
  return errno === 'ENOENT' || errno === 'ENOTUNIQ'
    ? 'see which there are: ls /proc/device-tree/reserved-memory'
    : logHint;
}
