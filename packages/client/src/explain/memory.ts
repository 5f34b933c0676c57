// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import type { CreateCommand, ErrorResult } from '@u-dma-buf-mgr/protocol';

import type { BufferErrorDetails } from '../error.ts';
import { readContiguousMemory } from '../machine/contiguous-memory.ts';
import type { ContiguousMemory } from '../machine/contiguous-memory.ts';
import type { Machine } from '../machine/machine.ts';
import { formatSize } from '../values/size.ts';

type Explanation = Omit<BufferErrorDetails, 'errno' | 'cause'>;

/** What our driver tells of the memory there is, see docs/command-language.md. */
const told = /: DMA mask (0x[0-9a-f]+), largest piece now ([0-9]+) bytes(.*)$/;

/** Why there is no memory of this size; `answer` is what the module said, where it gives answers. */
export function explainMemory({ size }: CreateCommand, machine: Machine, answer: ErrorResult | undefined): Explanation {
  const [, mask = '', largest = '', rest = ''] = told.exec(answer?.reason ?? '') ?? [];
  const explanation = mask === '' ? byArea(size, readContiguousMemory(machine)) : byPiece(mask, BigInt(largest), rest);
  return {
    code: 'no-memory',
    message: `the kernel has no ${formatSize(size)} of contiguous memory for it; ${explanation.message}`,
    hint: explanation.hint,
  };
}

function byPiece(mask: string, largest: bigint, rest: string): { message: string; hint: string } {
  return {
    message: `the largest piece now is ${formatSize(largest)}, for a DMA mask of ${mask}${rest}`,
    hint: rest.includes('quirk-mmap-on')
      ? 'create it with the mmap mode on'
      : 'ask for less, free memory, or create it at boot, before the memory is in use',
  };
}

/** Other drivers have memory from the DMA API only. */
function byArea(size: bigint, memory: ContiguousMemory | undefined): { message: string; hint: string } {
  return {
    message: describe(memory),
    hint:
      memory !== undefined && memory.free >= size
        ? 'what is free is in smaller pieces, or beyond the DMA mask'
        : 'reserve more at boot: cma=SIZE on the kernel command line',
  };
}

function describe(memory: ContiguousMemory | undefined): string {
  return memory === undefined
    ? 'this kernel has no contiguous memory allocator (CMA)'
    : `CMA is ${formatSize(memory.total)}, of which ${formatSize(memory.free)} free`;
}
