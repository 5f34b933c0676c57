// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import { formatSize } from '@u-dma-buf-mgr/client';
import type { BufferInfo } from '@u-dma-buf-mgr/client';

import { formatAddress } from './format-address.ts';
import { formatTable } from './table.ts';
import type { Column } from './table.ts';

const UNKNOWN = '-';

/** One line a buffer. */
export function formatList(buffers: readonly BufferInfo[], width?: number): string {
  return formatTable(buffers, columns(), width);
}

function columns(): Column<BufferInfo>[] {
  return [
    { title: 'NAME', align: 'left', cell: ({ name }) => name, elastic: true },
    { title: 'SIZE', align: 'right', cell: ({ size }) => formatSize(size) },
    { title: 'DMA-ADDRESS', align: 'right', cell: ({ dmaAddress }) => formatAddress(dmaAddress) },
    { title: 'BUS', align: 'left', cell: ({ bus = UNKNOWN }) => bus },
    { title: 'PARENT', align: 'left', cell: ({ parent = UNKNOWN }) => parent, elastic: true },
    { title: 'MMAP', align: 'left', cell: ({ mmapMode = UNKNOWN }) => mmapMode },
    { title: 'COHERENT', align: 'left', cell: ({ coherent }) => yesOrNo(coherent) },
  ];
}

function yesOrNo(value: boolean | undefined): string {
  if (value === undefined) {
    return UNKNOWN;
  }
  return value ? 'yes' : 'no';
}

/** The members are named as the files in sysfs are, and stay as they are from version to version. */
export function formatListAsJson(buffers: readonly BufferInfo[]): string {
  const objects = buffers.map((buffer) => ({
    name: buffer.name,
    node: buffer.node,
    major: buffer.major,
    minor: buffer.minor,
    // Exact: no machine has the 2^53 bytes that a number cannot count.
    size: Number(buffer.size),
    dma_address: formatAddress(buffer.dmaAddress),
    bus: buffer.bus ?? null,
    parent: buffer.parent ?? null,
    coherent: buffer.coherent ?? null,
    mmap_mode: buffer.mmapMode ?? null,
    sync_mode: buffer.syncMode ?? null,
    driver_version: buffer.driverVersion ?? null,
  }));
  return `${JSON.stringify(objects, null, 2)}\n`;
}
