// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import { listBuffersSync } from '@u-dma-buf-mgr/client';

import { readCmaAreas } from './cma-areas.ts';
import type { CmaArea } from './cma-areas.ts';
import { readText } from './files.ts';
import { parseIomem } from './iomem.ts';
import type { Range } from './range.ts';
import { readZones } from './zones.ts';
import type { Zone } from './zones.ts';

/** The machine's memory, as far as this user may know it. */
export interface MemoryFacts {
  readonly total: bigint;
  /** What the kernel could give without harm to programs: free memory, and what it can take back. */
  readonly available: bigint;
  /** Of all areas of CMA; undefined where the kernel has none. */
  readonly cma: { readonly total: bigint; readonly free: bigint } | undefined;
  /** Where they are; empty where nobody tells. */
  readonly areas: readonly CmaArea[];
  readonly zones: readonly Zone[];
  /** Physical addresses of RAM; empty where only root is told. */
  readonly ram: readonly Range[];
  /** Of what the kernel leaves alone, as the device tree or the firmware says. */
  readonly reserved: readonly Range[];
  readonly buffers: readonly PlacedBuffer[];
}

export interface PlacedBuffer extends Range {
  readonly name: string;
  /** Whether its address is the IOMMU's and says nothing of where the memory is. */
  readonly translated: boolean;
}

export function readMemory(log: readonly string[] | undefined, pageSize: bigint): MemoryFacts {
  const meminfo = readText('/proc/meminfo') ?? '';
  const iomem = readText('/proc/iomem') ?? '';
  const [total, available, cmaTotal, cmaFree] = ['MemTotal', 'MemAvailable', 'CmaTotal', 'CmaFree'].map((field) =>
    amountOf(meminfo, field),
  );
  return {
    total: total ?? 0n,
    available: available ?? 0n,
    cma: cmaTotal === undefined || cmaFree === undefined ? undefined : { total: cmaTotal, free: cmaFree },
    areas: readCmaAreas(log, pageSize),
    zones: readZones(pageSize),
    ram: parseIomem(iomem, 'System RAM'),
    reserved: parseIomem(iomem, 'reserved'),
    buffers: readPlacedBuffers(pageSize),
  };
}

function amountOf(meminfo: string, field: string): bigint | undefined {
  const [, kibibytes] = new RegExp(`^${field}: *([0-9]+) kB$`, 'm').exec(meminfo) ?? [];
  return kibibytes === undefined ? undefined : BigInt(kibibytes) * 1024n;
}

function readPlacedBuffers(pageSize: bigint): PlacedBuffer[] {
  return listBuffersSync().map(({ name, size, dmaAddress }) => ({
    name,
    start: dmaAddress,
    end: dmaAddress + ((BigInt(size) + pageSize - 1n) / pageSize) * pageSize,
    translated: (readText(`/sys/class/u-dma-buf/${name}/device/iommu_group/type`) ?? '').startsWith('DMA'),
  }));
}
