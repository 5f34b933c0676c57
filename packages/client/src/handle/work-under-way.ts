// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

/** Work that has begun and not ended. Whoever closes what the work uses waits for it first. */
export class WorkUnderWay {
  readonly #work = new Set<Promise<unknown>>();

  hold<T>(work: Promise<T>): Promise<T> {
    const forget = (): void => void this.#work.delete(work);
    this.#work.add(work);
    work.then(forget, forget);
    return work;
  }

  get isEmpty(): boolean {
    return this.#work.size === 0;
  }

  /** Resolves when all of the work has ended, whether it succeeded or not. */
  async ended(): Promise<void> {
    await Promise.allSettled(this.#work);
  }
}
