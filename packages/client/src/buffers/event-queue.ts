// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

/** Events that came, in their order, for the one who waits for them. */
export class EventQueue<T> {
  readonly #events: T[] = [];
  readonly #signal: AbortSignal | undefined;
  #ended = false;
  #failure: Error | undefined;
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

  /** There will be no more events: whoever waits is told why. */
  fail(failure: Error): void {
    this.#failure ??= failure;
    this.#wake();
  }

  /** Nobody wants more events. */
  end(): void {
    this.#ended = true;
    this.#signal?.removeEventListener('abort', this.#wakeWaiting);
    this.#wake();
  }

  /** Undefined once it has ended. Throws the signal's reason once that is aborted. */
  async next(): Promise<{ readonly event: T } | undefined> {
    for (;;) {
      if (this.#ended) {
        return undefined;
      }
      this.#signal?.throwIfAborted();
      if (this.#events.length > 0) {
        return { event: this.#events.shift() as T };
      }
      if (this.#failure !== undefined) {
        throw this.#failure;
      }
      await new Promise<void>((resolve) => (this.#wake = resolve));
    }
  }
}
