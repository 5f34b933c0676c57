// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import type { BufferInfo, BufferUser, BufferUsers } from '@u-dma-buf-mgr/client';

import { formatAddress } from '../output/format-address.ts';

/**
 * A buffer as --json shows it. The members are named as the files in sysfs are, and stay as they are from version to
 * version; schema/buffers.schema.json describes them. What nobody tells is null.
 */
export interface BufferJson {
  readonly name: string;
  readonly node: string;
  readonly major: number;
  readonly minor: number;
  readonly size: number;
  readonly dma_address: string;
  readonly bus: string | null;
  readonly parent: string | null;
  readonly coherent: boolean | null;
  readonly mmap_mode: string | null;
  readonly sync_mode: number | null;
  readonly driver_version: string | null;
  readonly dma_mask: number | null;
  readonly origin: string | null;
  readonly memory_source: string | null;
  readonly temporary: boolean;
  readonly users: readonly BufferUser[];
  readonly users_complete: boolean;
}

export function bufferJson(buffer: BufferInfo, { byName, complete }: BufferUsers): BufferJson {
  return {
    name: buffer.name,
    node: buffer.node,
    major: buffer.major,
    minor: buffer.minor,
    // Exact: no machine has the 2^53 bytes that a number cannot count.
    size: buffer.size,
    dma_address: formatAddress(buffer.dmaAddress),
    bus: buffer.bus ?? null,
    parent: buffer.parent ?? null,
    coherent: buffer.coherent ?? null,
    mmap_mode: buffer.mmapMode ?? null,
    sync_mode: buffer.syncMode ?? null,
    driver_version: buffer.driverVersion ?? null,
    dma_mask: buffer.dmaMask ?? null,
    origin: buffer.origin ?? null,
    memory_source: buffer.memorySource ?? null,
    temporary: buffer.temporary,
    users: byName.get(buffer.name) ?? [],
    users_complete: complete,
  };
}
