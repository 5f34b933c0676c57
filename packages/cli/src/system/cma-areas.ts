// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import { readNames, readText } from './files.ts';
import type { Range } from './range.ts';

/** An area of the contiguous memory allocator. */
export interface CmaArea extends Range {
  readonly name: string;
}

const DEBUGFS = '/sys/kernel/debug/cma';

/** Only debugfs, where the kernel has it there, and the kernel's log of its boot tell where the areas are. */
export function readCmaAreas(log: readonly string[] | undefined, pageSize: bigint): CmaArea[] {
  const shown = readNames(DEBUGFS).flatMap((name) => {
    const [first, pages] = ['base_pfn', 'count'].map((file) => readText(`${DEBUGFS}/${name}/${file}`));
    if (first === undefined || pages === undefined) {
      return [];
    }
    const start = BigInt(first) * pageSize;
    return { name, start, end: start + BigInt(pages) * pageSize };
  });
  return shown.length > 0 ? shown : parseCmaLog(log ?? []);
}

/** The messages about an area of the command line, and about one of the device tree. */
export function parseCmaLog(log: readonly string[]): CmaArea[] {
  const areas = new Map<bigint, CmaArea>();
  for (const message of log) {
    const [, size, at] = /^cma: Reserved ([0-9]+) MiB at 0x([0-9a-f]+)/.exec(message) ?? [];
    const [, from, length] = /created CMA memory pool at 0x([0-9a-f]+), size ([0-9]+) MiB/.exec(message) ?? [];
    const [address, mebibytes] = [at ?? from, size ?? length];
    if (address !== undefined && mebibytes !== undefined) {
      const start = BigInt(`0x${address}`);
      areas.set(start, { name: 'cma', start, end: start + (BigInt(mebibytes) << 20n) });
    }
  }
  return [...areas.values()].sort((a, b) => (a.start < b.start ? -1 : 1));
}
