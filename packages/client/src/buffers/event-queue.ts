// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

/** Events that came, in their order, for the one who waits for them. */
export class EventQueue<T> {
  readonly #events: T[] = [];
  readonly #signal: AbortSignal | undefined;
  #wake = (): void => undefined;
  readonly #wakeWaiting = (): void => this.#wake();

  constructor(signal: AbortSignal | undefined) {
    this.#signal = signal;
    signal?.addEventListener('abort', this.#wakeWaiting);
  }

  push(event: T): void {
    this.#events.push(event);
    this.#wake();
  }

  /** Throws the signal's reason once it is aborted. */
  async next(): Promise<T> {
    for (;;) {
      this.#signal?.throwIfAborted();
      if (this.#events.length > 0) {
        return this.#events.shift() as T;
      }
      await new Promise<void>((resolve) => (this.#wake = resolve));
    }
  }

  close(): void {
    this.#signal?.removeEventListener('abort', this.#wakeWaiting);
  }
}
