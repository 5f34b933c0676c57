// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

/** Numbers that look random, and are the same for the same seed (xorshift128). */
export class Random {
  readonly #state: Uint32Array;

  constructor(seed: number) {
    this.#state = Uint32Array.of(seed, 0x9e3779b9, 0x243f6a88, 0xb7e15162);
    // A small seed takes a while to reach all bits.
    for (let count = 0; count < 20; count++) {
      this.#next();
    }
  }

  /** From 0 to one less than the limit. */
  below(limit: number): number {
    return this.#next() % limit;
  }

  pick<T>(values: readonly T[]): T {
    return values[this.below(values.length)] as T;
  }

  character(characters: string): string {
    return characters.charAt(this.below(characters.length));
  }

  #next(): number {
    const [a = 0, b = 0, c = 0, d = 0] = this.#state;
    const mixed = d ^ (d << 11);
    const next = (mixed ^ (mixed >>> 8) ^ a ^ (a >>> 19)) >>> 0;
    this.#state.set([next, a, b, c]);
    return next;
  }
}
