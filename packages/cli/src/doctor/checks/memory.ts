// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import { formatSize } from '@u-dma-buf-mgr/client';

import { capacityOf, largestBuffer, largestPossible, spareMemory } from '../capacity.ts';
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
  if (wanted.size > largestPossible(capacity)) {
    return [noRoom(wanted.size, facts, capacity)];
  }
  if (wanted.size > largestBuffer(capacity)) {
    return [mayFit(wanted.size, facts)];
  }
  return [room(wanted.size, facts, capacity)];
}

function state({ memory: { cma } }: Facts, capacity: Capacity): Finding {
  const area =
    cma === undefined
      ? 'This kernel has no CMA'
      : `CMA is ${rounded(cma.total)}, of which ${rounded(cma.free)} are free`;
  const certain = `A buffer of up to ${rounded(largestBuffer(capacity))} fits now`;
  const possible = `one of up to ${rounded(largestPossible(capacity))} fits if the kernel can empty a range of memory for it`;
  return { check, severity: 'note', text: `${area}. ${certain}; ${possible}.`, fix: [] };
}

/** The kernel tells only when it is asked to. */
function mayFit(size: bigint, { memory: { available } }: Facts): Finding {
  return {
    check,
    severity: 'note',
    text: `A buffer of ${formatSize(size)} may fit: ${rounded(available)} of memory are available, and u-dma-buf empties a range of them for it. In the mmap mode off, a device that is not coherent has only CMA.`,
    fix: [],
  };
}

/** An IOMMU makes pages that lie anywhere contiguous for its device. */
function translated(size: bigint, { memory, wanted: { device } }: Facts): Finding {
  const spare = spareMemory(memory);
  const fits = size <= spare;
  const name = device?.name ?? '';
  return {
    check,
    severity: fits ? 'ok' : 'error',
    text: `${name} is behind an IOMMU, so that a buffer of ${formatSize(size)} ${fits ? 'needs no contiguous memory' : `needs only memory; of what is available, the driver takes ${rounded(spare)} at most`}.`,
    fix: [],
  };
}

function noRoom(size: bigint, facts: Facts, capacity: Capacity): Finding {
  const { cma } = facts.memory;
  const refused = `There is no room for a buffer of ${formatSize(size)}`;
  if (cma === undefined) {
    return {
      check,
      severity: 'error',
      text: `${refused}: ${rounded(facts.memory.available)} of memory are available, and the driver leaves a sixteenth of the machine's to others. Make a smaller buffer, or end programs that use memory.`,
      fix: [],
    };
  }
  const fragmented = size <= cma.free;
  const parameter = `cma=${enough(size, facts, fragmented)}`;
  const piece = fragmented ? `, but the largest piece between other buffers has ${rounded(capacity.cmaPiece)}` : '';
  return {
    check,
    severity: 'error',
    text: `${refused}: CMA is ${rounded(cma.total)}, of which ${rounded(cma.free)} are free${piece}. Boot with ${parameter}.`,
    fix: addKernelParameter(facts.distribution, parameter),
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
      fix: ['sync', 'echo 3 >/proc/sys/vm/drop_caches'],
    };
  }
  if (!placed && size > block) {
    return {
      check,
      severity: 'note',
      text: `${rounded(cma?.free ?? 0n)} of CMA are free. Whether a piece of them has ${formatSize(size)}, only root is told.`,
      fix: [],
    };
  }
  return { check, severity: 'ok', text: `There is room for a buffer of ${formatSize(size)}: ${from}.`, fix: [] };
}

function rounded(size: bigint): string {
  return formatSize(size >= MEBIBYTE ? (size / MEBIBYTE) * MEBIBYTE : size);
}
