// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import type { Machine } from './machine.ts';

/** The contiguous memory allocator's area, in bytes. */
export interface ContiguousMemory {
  readonly total: bigint;
  readonly free: bigint;
}

/** Undefined where the kernel has no contiguous memory allocator. */
export function readContiguousMemory({ system, meminfo: path }: Machine): ContiguousMemory | undefined {
  const meminfo = system.readText(path);
  const total = readField(meminfo, 'CmaTotal');
  const free = readField(meminfo, 'CmaFree');
  return total === undefined || free === undefined ? undefined : { total, free };
}

function readField(meminfo: string, name: string): bigint | undefined {
  const [, kibibytes] = new RegExp(`^${name}: *([0-9]+) kB$`, 'm').exec(meminfo) ?? [];
  return kibibytes === undefined ? undefined : BigInt(kibibytes) * 1024n;
}
