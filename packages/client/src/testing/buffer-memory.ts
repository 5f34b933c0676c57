// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import type { SyncOwner } from '../handle/hand-over.ts';
import type { SyncDirection } from '../handle/pack-sync.ts';
import { Contents } from './contents.ts';

export interface Bytes {
  readonly offset: number;
  readonly size: number;
}

/** The memory of a buffer, as the CPU and as the device have it. */
export interface BufferMemory {
  readonly isMapped: boolean;
  /** The CPU's accesses, by system calls. */
  read(target: Uint8Array, offset: number): number;
  write(source: Uint8Array, offset: number): number;
  map(offset: number, size: number): ArrayBuffer;
  /** Without the CPU's caches. */
  mapUncached(offset: number, size: number): ArrayBuffer;
  unmap(memory: ArrayBuffer): void;
  /** The device's accesses. */
  deviceRead(target: Uint8Array, offset: number): void;
  deviceWrite(source: Uint8Array, offset: number): void;
  sync(owner: SyncOwner, direction: SyncDirection, range: Bytes): void;
  /** The CPU's caches make room: what they hold and memory does not goes there. */
  evict(): void;
}

/** The CPU and the device see the same bytes. */
export class CoherentMemory implements BufferMemory {
  readonly #contents: Contents;

  constructor(size: number) {
    this.#contents = new Contents(size);
  }

  get isMapped(): boolean {
    return this.#contents.isMapped;
  }

  read(target: Uint8Array, offset: number): number {
    return this.#contents.read(target, offset);
  }

  write(source: Uint8Array, offset: number): number {
    return this.#contents.write(source, offset);
  }

  map(offset: number, size: number): ArrayBuffer {
    return this.#contents.map(offset, size);
  }

  mapUncached(offset: number, size: number): ArrayBuffer {
    return this.map(offset, size);
  }

  unmap(memory: ArrayBuffer): void {
    this.#contents.unmap(memory);
  }

  deviceRead(target: Uint8Array, offset: number): void {
    this.#contents.read(target, offset);
  }

  deviceWrite(source: Uint8Array, offset: number): void {
    this.#contents.write(source, offset);
  }

  sync(): void {
    // There is nothing to move.
  }

  evict(): void {
    // There is nothing that memory does not hold.
  }
}
