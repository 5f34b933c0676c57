// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import type { Mapping } from '../machine/system.ts';
import { memoryOf } from './bytes.ts';
import type { Bytes } from './bytes.ts';

/** The memory of a buffer, until it is unmapped: `using memory = await buffer.map()` does that at the end of the block. */
export type MappedMemory = ArrayBuffer & Disposable;

/** The mappings of a handle. */
export class Mappings {
  /** The in-memory machine gives the same memory for the same part. */
  readonly #mappings = new Map<ArrayBufferLike, Mapping[]>();
  readonly #ended = new WeakSet<ArrayBufferLike>();

  add(mapping: Mapping): MappedMemory {
    const { memory } = mapping;
    this.#mappings.set(memory, [...(this.#mappings.get(memory) ?? []), mapping]);
    const dispose = (): void => this.#end(memory, mapping);
    return Object.defineProperty(memory, Symbol.dispose, { value: dispose, configurable: true }) as MappedMemory;
  }

  /** Does nothing where that mapping has ended. Throws a TypeError at what is no mapping; `action` is what was to be done. */
  end(value: Bytes, action: string): void {
    const memory = memoryOf(value);
    const [mapping] = this.#mappings.get(memory) ?? [];
    if (mapping !== undefined) {
      this.#end(memory, mapping);
    } else if (!isObject(memory) || !this.#ended.has(memory)) {
      throw new TypeError(`cannot ${action}: this memory is no mapping of this handle`);
    }
  }

  endAll(): void {
    for (const [memory, mappings] of this.#mappings) {
      mappings.forEach((mapping) => this.#end(memory, mapping));
    }
  }

  #end(memory: ArrayBufferLike, mapping: Mapping): void {
    const mappings = this.#mappings.get(memory) ?? [];
    if (!mappings.includes(mapping)) {
      return;
    }
    const others = mappings.filter((other) => other !== mapping);
    if (others.length > 0) {
      this.#mappings.set(memory, others);
    } else {
      this.#mappings.delete(memory);
      this.#ended.add(memory);
    }
    mapping.unmap();
  }
}

function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null;
}
