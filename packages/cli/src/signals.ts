// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import { Interrupted, SIGNALS } from './interrupted.ts';
import type { Signal } from './interrupted.ts';

/** While it is held, signals that would end the program are put off to the points where nothing is half done. */
export class Interruption {
  #signal: Signal | undefined;
  readonly #note = (signal: NodeJS.Signals): void => {
    this.#signal = signal as Signal;
  };

  constructor() {
    SIGNALS.forEach((signal) => process.on(signal, this.#note));
  }

  /** Nothing is half done: throws {@link Interrupted} where a signal has come. */
  async check(): Promise<void> {
    await new Promise((resolve) => setImmediate(resolve));
    if (this.#signal !== undefined) {
      throw new Interrupted(this.#signal);
    }
  }

  /** From now on signals end the program again. */
  end(): void {
    SIGNALS.forEach((signal) => process.off(signal, this.#note));
  }
}

/** Does something during which signals are put off, and ends as the signal would have ended the program. */
export async function uninterrupted<T>(action: (interruption: Interruption) => Promise<T>): Promise<T> {
  const interruption = new Interruption();
  try {
    return await action(interruption);
  } finally {
    interruption.end();
  }
}
