// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import type { SyncOwner } from '../handle/hand-over.ts';
import type { SyncDirection } from '../handle/pack-sync.ts';
import type { BufferMemory, Bytes } from './buffer-memory.ts';
import { Contents } from './contents.ts';
import { SyncError } from './sync-error.ts';
import type { SyncErrorDetails } from './sync-error.ts';

/** Bytes of a cache line: what the CPU's caches load, write back and drop at once. */
export const CACHE_LINE = 64;

/** How the caches of the machine behave. */
export interface CacheRules {
  /** Throws at an access that a sync should have come before. */
  readonly strict: boolean;
  /** Which of the lines that memory does not hold yet make room now, by themselves. */
  evicts(): boolean;
}

interface Line extends Bytes {
  readonly index: number;
}

/**
 * The memory of a buffer whose device does not see the CPU's caches. The caches are as large as the buffer and hold all of
 * it: so what the device writes is seen by the CPU after a sync, and never before. A view cannot tell that it was
 * written to; so a line is dirty where the CPU's copy differs from what it was when memory and caches last agreed.
 */
export class CachedMemory implements BufferMemory {
  readonly #name: string;
  readonly #size: number;
  readonly #rules: CacheRules;
  /** What the device, and mappings without caches, see. */
  readonly #memory: Contents;
  readonly #caches: Contents;
  /** The caches when they last agreed with memory. */
  readonly #agreed: Uint8Array;
  /** By lines: they were handed to the device; the device has written there since the caches loaded them. */
  readonly #lent: Uint8Array;
  readonly #stale: Uint8Array;

  constructor(name: string, size: number, rules: CacheRules) {
    this.#name = name;
    this.#size = size;
    this.#rules = rules;
    this.#memory = new Contents(size);
    this.#caches = new Contents(size);
    this.#agreed = new Uint8Array(size);
    this.#lent = new Uint8Array(Math.ceil(size / CACHE_LINE));
    this.#stale = new Uint8Array(this.#lent.length);
  }

  get isMapped(): boolean {
    return this.#caches.isMapped || this.#memory.isMapped;
  }

  read(target: Uint8Array, offset: number): number {
    this.#checkCpu('the CPU reads', { offset, size: target.length });
    return this.#caches.read(target, offset);
  }

  write(source: Uint8Array, offset: number): number {
    this.#checkCpu('the CPU writes to', { offset, size: source.length });
    return this.#caches.write(source, offset);
  }

  map(offset: number, size: number): ArrayBuffer {
    return this.#caches.map(offset, size);
  }

  mapUncached(offset: number, size: number): ArrayBuffer {
    return this.#memory.map(offset, size);
  }

  unmap(memory: ArrayBuffer): void {
    this.#caches.unmap(memory);
    this.#memory.unmap(memory);
  }

  deviceRead(target: Uint8Array, offset: number): void {
    this.#checkDevice('the device reads', { offset, size: target.length });
    this.#memory.read(target, offset);
  }

  deviceWrite(source: Uint8Array, offset: number): void {
    const range = { offset, size: source.length };
    this.#checkDevice('the device writes to', range);
    this.#memory.write(source, offset);
    this.#mark(this.#stale, range, 1);
  }

  /** As arm64 does it. */
  sync(owner: SyncOwner, direction: SyncDirection, range: Bytes): void {
    this.#checkViews();
    if (owner === 'device' && direction !== 'from-device') {
      this.#writeBack(this.#dirty(range));
    } else if (direction !== 'to-device') {
      this.#drop(range);
    }
    this.#mark(this.#lent, range, owner === 'device' ? 1 : 0);
  }

  evict(): void {
    this.#writeBack(this.#dirty({ offset: 0, size: this.#size }));
  }

  /** Whole lines: a neighbour that the device wrote in memory is overwritten by what the caches have for it. */
  #writeBack(lines: readonly Line[]): void {
    for (const line of lines) {
      const bytes = copyOf(this.#caches, line);
      this.#memory.write(bytes, line.offset);
      this.#agreed.set(bytes, line.offset);
      this.#stale[line.index] = 0;
    }
  }

  /** What the CPU wrote there is lost, but for lines that the range only begins or ends in: they are written back first. */
  #drop(range: Bytes): void {
    this.#writeBack(this.#dirty(range).filter((line) => !isInside(line, range)));
    const lines = this.#rounded(range);
    const bytes = copyOf(this.#memory, lines);
    this.#caches.write(bytes, lines.offset);
    this.#agreed.set(bytes, lines.offset);
    this.#mark(this.#stale, range, 0);
  }

  #checkCpu(access: string, range: Bytes): void {
    this.#checkViews();
    for (const [flags, why] of this.#foreign) {
      this.#forbid(this.#marked(flags, range), { access, why, forgotten: 'sync.forCpu' });
    }
  }

  /** Where the CPU has no business, and why. */
  get #foreign(): readonly (readonly [Uint8Array, string])[] {
    return [
      [this.#stale, 'the device has written'],
      [this.#lent, 'the device has'],
    ];
  }

  #mark(flags: Uint8Array, range: Bytes, value: 0 | 1): void {
    const { offset, size } = this.#rounded(range);
    flags.fill(value, offset / CACHE_LINE, Math.ceil((offset + size) / CACHE_LINE));
  }

  #marked(flags: Uint8Array, range: Bytes): Line[] {
    const { offset, size } = this.#rounded(range);
    const any = flags.subarray(offset / CACHE_LINE, Math.ceil((offset + size) / CACHE_LINE)).includes(1);
    return any ? this.#lines(range).filter(({ index }) => flags[index] === 1) : [];
  }

  #checkDevice(access: string, range: Bytes): void {
    this.#checkViews();
    const why = "only the CPU's caches hold";
    this.#forbid(this.#dirty(range), { access, why, forgotten: 'sync.forDevice' });
    this.#writeBack(this.#dirty({ offset: 0, size: this.#size }).filter(() => this.#rules.evicts()));
  }

  /** What was written to by a view is found at the next call. */
  #checkViews(): void {
    const written = this.#dirty({ offset: 0, size: this.#size });
    const access = 'the CPU has written to a mapping of';
    for (const [flags, why] of this.#foreign) {
      const lines = written.filter(({ index }) => flags[index] === 1);
      this.#forbid(lines, { access, why, forgotten: 'sync.forCpu' });
    }
  }

  #forbid(lines: readonly Line[], details: Pick<SyncErrorDetails, 'access' | 'why' | 'forgotten'>): void {
    const [first, last] = [lines[0], lines.at(-1)];
    if (this.#rules.strict && first !== undefined && last !== undefined) {
      const size = last.offset + last.size - first.offset;
      throw new SyncError({ ...details, buffer: this.#name, offset: first.offset, size });
    }
  }

  /** The lines of a range that the CPU has changed. */
  #dirty(range: Bytes): Line[] {
    const { offset, size } = this.#rounded(range);
    const [bytes, before] = [copyOf(this.#caches, { offset, size }), this.#agreed.subarray(offset, offset + size)];
    if (Buffer.compare(bytes, before) === 0) {
      return [];
    }
    return this.#lines(range).filter((line) => {
      const start = line.offset - offset;
      const end = start + line.size;
      return Buffer.compare(bytes.subarray(start, end), before.subarray(start, end)) !== 0;
    });
  }

  #lines(range: Bytes): Line[] {
    const { offset, size } = this.#rounded(range);
    return Array.from({ length: Math.ceil(size / CACHE_LINE) }, (_, number) => {
      const start = offset + number * CACHE_LINE;
      return { index: start / CACHE_LINE, offset: start, size: Math.min(CACHE_LINE, this.#size - start) };
    });
  }

  /** To whole lines. Nothing of no bytes. */
  #rounded({ offset, size }: Bytes): Bytes {
    const start = Math.floor(offset / CACHE_LINE) * CACHE_LINE;
    const end = size === 0 ? start : Math.min(Math.ceil((offset + size) / CACHE_LINE) * CACHE_LINE, this.#size);
    return { offset: start, size: Math.max(end - start, 0) };
  }
}

function isInside(line: Line, range: Bytes): boolean {
  return range.offset <= line.offset && line.offset + line.size <= range.offset + range.size;
}

function copyOf(contents: Contents, { offset, size }: Bytes): Uint8Array {
  const bytes = new Uint8Array(size);
  contents.read(bytes, offset);
  return bytes;
}
