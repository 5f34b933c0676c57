// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import { formatSize } from '@u-dma-buf-mgr/client';

import { capacityOf, largestPossible } from '../capacity.ts';
import { addKernelParameter } from '../distribution-commands.ts';
import type { Facts, Wanted } from '../facts.ts';
import type { Finding } from '../finding.ts';
import { isTranslated } from '../translation.ts';

const check = 'dma-mask';

/** Whether the device reaches memory where there is room for the buffer. */
export function checkDmaMask({ wanted, memory, distribution }: Facts): Finding[] {
  const bits = wanted.device?.dmaMask ?? wanted.dmaMask;
  if (bits === undefined) {
    return [];
  }
  const who = `${wanted.device?.name ?? 'A device with this DMA mask'} drives ${bits} bits of address: it reaches the lowest ${formatSize(1n << BigInt(bits))}`;
  const inReach = capacityOf(memory, bits);
  if (!isTooSmall(wanted, largestPossible(inReach), largestPossible(capacityOf(memory, 64)))) {
    return [{ check, severity: 'ok', text: `${who}.`, fix: [] }];
  }
  const size = formatSize(wanted.size ?? 0n);
  const most = formatSize(largestPossible(inReach));
  const parameter = `cma=${size}@0-${formatSize(1n << BigInt(bits))}`;
  const boot = memory.cma === undefined ? '' : ` Boot with ${parameter}.`;
  return [
    {
      check,
      severity: 'error',
      text: `${who}. There is room for ${size} elsewhere, but below that only for ${most}.${boot}`,
      fix: memory.cma === undefined ? [] : addKernelParameter(distribution, parameter),
    },
  ];
}

/** Where there is no room at all, the DMA mask is not to blame. */
function isTooSmall({ size, device }: Wanted, inReach: bigint, anywhere: bigint): boolean {
  return size !== undefined && !isTranslated(device) && size > inReach && size <= anywhere;
}
