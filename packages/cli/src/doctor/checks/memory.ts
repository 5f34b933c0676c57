// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import { formatSize } from '@u-dma-buf-mgr/client';

import { capacityOf, largestBuffer } from '../capacity.ts';
import type { Capacity } from '../capacity.ts';
import { addKernelParameter } from '../distribution-commands.ts';
import type { Facts } from '../facts.ts';
import type { Finding } from '../finding.ts';
import { isTranslated } from '../translation.ts';

const check = 'memory';
const MEBIBYTE = 1n << 20n;
/** CMA areas are made of such steps here, whatever the kernel's page size. */
const STEP = 16n * MEBIBYTE;

/** Whether there is room for the buffer that is wanted, were there no DMA mask. */
export function checkMemory(facts: Facts): Finding[] {
  const { memory, wanted } = facts;
  const capacity = capacityOf(memory, 64);
  if (wanted.size === undefined) {
    return [state(facts, capacity)];
  }
  if (isTranslated(wanted.device)) {
    return [translated(wanted.size, facts)];
  }
  if (wanted.size > largestBuffer(capacity)) {
    return [noRoom(wanted.size, facts, capacity)];
  }
  return [room(wanted.size, facts, capacity)];
}

function state({ memory: { cma } }: Facts, capacity: Capacity): Finding {
  const area =
    cma === undefined
      ? 'This kernel has no CMA'
      : `CMA is ${rounded(cma.total)}, of which ${rounded(cma.free)} are free`;
  const most = rounded(largestBuffer(capacity));
  return { check, severity: 'note', text: `${area}. The largest buffer that there is room for has ${most}.`, mend: [] };
}

/** An IOMMU makes pages that lie anywhere contiguous for its device. */
function translated(size: bigint, { memory, wanted: { device } }: Facts): Finding {
  const fits = size <= memory.total;
  const name = device?.name ?? '';
  return {
    check,
    severity: fits ? 'ok' : 'error',
    text: `${name} is behind an IOMMU, so that a buffer of ${formatSize(size)} ${fits ? 'needs no contiguous memory' : `needs only memory; the machine has ${rounded(memory.total)}`}.`,
    mend: [],
  };
}

function noRoom(size: bigint, facts: Facts, capacity: Capacity): Finding {
  const { cma } = facts.memory;
  const refused = `There is no room for a buffer of ${formatSize(size)}`;
  if (cma === undefined) {
    const largest = facts.memory.zones.reduce(
      (most, zone) => (zone.largestBlock > most ? zone.largestBlock : most),
      0n,
    );
    return {
      check,
      severity: 'error',
      text: `${refused}: this kernel has no CMA (CONFIG_DMA_CMA), and its page allocator's largest block has ${rounded(largest)}, of which the largest free one has ${rounded(capacity.block)}. Make smaller buffers, or boot a kernel with CMA.`,
      mend: [],
    };
  }
  const fragmented = size <= cma.free;
  const parameter = `cma=${enough(size, facts, fragmented)}`;
  const piece = fragmented ? `, but the largest piece between other buffers has ${rounded(capacity.cmaPiece)}` : '';
  return {
    check,
    severity: 'error',
    text: `${refused}: CMA is ${rounded(cma.total)}, of which ${rounded(cma.free)} are free${piece}. Boot with ${parameter}.`,
    mend: addKernelParameter(facts.distribution, parameter),
  };
}

/** What is in use stays so at the next boot. */
function enough(size: bigint, { memory: { cma } }: Facts, fragmented: boolean): string {
  const { total, free } = cma ?? { total: 0n, free: 0n };
  const needed = (fragmented ? total : total - free) + size;
  return formatSize(((needed + STEP - 1n) / STEP) * STEP);
}

function room(size: bigint, { memory: { cma } }: Facts, { cmaPiece, block, placed }: Capacity): Finding {
  const from =
    size <= cmaPiece
      ? `CMA has a piece of ${rounded(cmaPiece)}`
      : `the page allocator has a block of ${rounded(block)}`;
  if (size > block && cma !== undefined && size > cma.free) {
    return {
      check,
      severity: 'warning',
      text: `A buffer of ${formatSize(size)} may fit: only ${rounded(cma.free)} of CMA are free, and the kernel would have to move what programs and files keep in the rest.`,
      mend: ['sync', 'echo 3 >/proc/sys/vm/drop_caches'],
    };
  }
  if (!placed && size > block) {
    return {
      check,
      severity: 'note',
      text: `${rounded(cma?.free ?? 0n)} of CMA are free. Whether a piece of them has ${formatSize(size)}, only root is told.`,
      mend: [],
    };
  }
  return { check, severity: 'ok', text: `There is room for a buffer of ${formatSize(size)}: ${from}.`, mend: [] };
}

function rounded(size: bigint): string {
  return formatSize(size >= MEBIBYTE ? (size / MEBIBYTE) * MEBIBYTE : size);
}
