// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import { MMAP_MODES } from '@u-dma-buf-mgr/protocol';
import type { MmapMode } from '@u-dma-buf-mgr/protocol';

import type { BufferOrigin } from '../buffers/info.ts';
import type { SyncOwner } from '../handle/hand-over.ts';
import { CoherentMemory } from './buffer-memory.ts';
import type { BufferMemory } from './buffer-memory.ts';
import { CachedMemory } from './cached-memory.ts';
import type { CacheRules } from './cached-memory.ts';

/** A device of the machine, as its bus shows it. */
export interface TestDevice {
  readonly bus: string;
  readonly name: string;
  /** How many bits of address it drives, by default 32. */
  readonly dmaMask?: number;
  /** Whether it sees the CPU's caches, by default as the machine's `coherent` says. */
  readonly coherent?: boolean;
}

interface Fields {
  readonly name: string;
  readonly minor: number;
  /** Of its directory; no two buffers have the same. */
  readonly inode: bigint;
  readonly size: bigint;
  readonly address: bigint;
  readonly parent: TestDevice;
  readonly mmapMode: MmapMode;
  readonly origin: BufferOrigin;
  readonly dmaMask: number;
  readonly temporary: boolean;
}

/** A buffer of the in-memory machine, as its driver has it. */
export class TestBuffer {
  readonly fields: Fields;
  readonly memory: BufferMemory;
  /** Open files, and the mappings that are made through them. */
  readonly files = new Set<object>();
  readonly exported = new Set<object>();
  /** The stored arguments of a sync, as their attributes have them. */
  readonly sync: Record<'offset' | 'size' | 'direction' | 'mode', bigint>;
  owner: SyncOwner = 'cpu';
  revoked = false;
  /** The control file that made it, which is temporary, has closed. */
  orphaned = false;

  constructor(fields: Fields, rules: CacheRules) {
    this.fields = fields;
    // In the mode `off` it is mapped without caches.
    const cached = fields.parent.coherent === false && fields.mmapMode !== 'off';
    const size = Number(fields.size);
    this.memory = cached ? new CachedMemory(fields.name, size, rules) : new CoherentMemory(size);
    this.sync = { offset: 0n, size: fields.size, direction: 0n, mode: 1n };
  }

  get isUsed(): boolean {
    return this.files.size > 0 || this.exported.size > 0;
  }

  get mmapNumber(): number {
    return MMAP_MODES.indexOf(this.fields.mmapMode) + 1;
  }
}
