// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

/** A part that is mapped; while it is, it holds the bytes. */
interface Window {
  readonly offset: number;
  readonly bytes: Uint8Array<ArrayBuffer>;
  mappings: number;
}

/** The bytes of an in-memory buffer, of which parts can be mapped. */
export class Contents {
  readonly #bytes: Uint8Array;
  readonly #windows: Window[] = [];

  constructor(size: number) {
    this.#bytes = new Uint8Array(size);
  }

  get isMapped(): boolean {
    return this.#windows.length > 0;
  }

  read(target: Uint8Array, offset: number): number {
    const piece = this.#bytes.subarray(offset, offset + target.length);
    target.set(piece);
    for (const window of this.#windows) {
      copyOverlap(window.bytes, window.offset, target, offset);
    }
    return piece.length;
  }

  write(source: Uint8Array, offset: number): number {
    const piece = source.subarray(0, Math.max(0, this.#bytes.length - offset));
    copyOverlap(piece, offset, this.#bytes, 0);
    for (const window of this.#windows) {
      copyOverlap(piece, offset, window.bytes, window.offset);
    }
    return piece.length;
  }

  /** The same memory for everybody who maps the same part. JavaScript cannot have two that overlap. */
  map(offset: number, size: number): ArrayBuffer {
    const same = this.#windows.find((window) => window.offset === offset && window.bytes.length === size);
    const window = same ?? this.#open(offset, size);
    window.mappings++;
    return window.bytes.buffer;
  }

  /** After the last one, that memory reads as zeros and is nobody's. */
  unmap(memory: ArrayBuffer): void {
    const window = this.#windows.find(({ bytes }) => bytes.buffer === memory);
    if (window !== undefined && --window.mappings === 0) {
      copyOverlap(window.bytes, window.offset, this.#bytes, 0);
      this.#windows.splice(this.#windows.indexOf(window), 1);
      window.bytes.fill(0);
    }
  }

  #open(offset: number, size: number): Window {
    if (this.#windows.some((other) => offset < other.offset + other.bytes.length && other.offset < offset + size)) {
      throw new Error('the in-memory machine cannot map parts that overlap, unless they are the same');
    }
    const window = { offset, bytes: this.#bytes.slice(offset, offset + size), mappings: 0 };
    this.#windows.push(window);
    return window;
  }
}

/** Copies what two pieces of the same buffer have in common from one to the other. */
function copyOverlap(from: Uint8Array, fromOffset: number, to: Uint8Array, toOffset: number): void {
  const start = Math.max(fromOffset, toOffset);
  const end = Math.min(fromOffset + from.length, toOffset + to.length);
  if (start < end) {
    to.set(from.subarray(start - fromOffset, end - fromOffset), start - toOffset);
  }
}
