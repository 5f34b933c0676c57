// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import { MMAP_MODES } from '@u-dma-buf-mgr/protocol';
import type { MmapMode } from '@u-dma-buf-mgr/protocol';

import type { BufferOrigin } from '../buffers/info.ts';
import { Contents } from './contents.ts';

/** A device of the machine, as its bus shows it. */
export interface TestDevice {
  readonly bus: string;
  readonly name: string;
  /** How many bits of address it drives, by default 32. */
  readonly dmaMask?: number;
  /** By default it is. */
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
  readonly contents: Contents;
  /** Open files, and the mappings that are made through them. */
  readonly files = new Set<object>();
  readonly exported = new Set<object>();
  /** The stored arguments of a sync, as their attributes have them. */
  readonly sync: Record<'offset' | 'size' | 'direction' | 'mode', bigint>;
  owner: 0 | 1 = 0;
  revoked = false;
  /** The control file that made it, which is temporary, has closed. */
  orphaned = false;

  constructor(fields: Fields) {
    this.fields = fields;
    this.contents = new Contents(Number(fields.size));
    this.sync = { offset: 0n, size: fields.size, direction: 0n, mode: 1n };
  }

  get isUsed(): boolean {
    return this.files.size > 0 || this.exported.size > 0;
  }

  get mmapNumber(): number {
    return MMAP_MODES.indexOf(this.fields.mmapMode) + 1;
  }
}
