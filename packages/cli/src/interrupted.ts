// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

/** Signals that end a program. */
export const SIGNALS = ['SIGHUP', 'SIGINT', 'SIGTERM'] as const;

export type Signal = (typeof SIGNALS)[number];

/** Somebody wants the command to end, and it has come to a point where it can. */
export class Interrupted extends Error {
  override readonly name = 'Interrupted';
  readonly signal: Signal;

  constructor(signal: Signal) {
    super(signal);
    this.signal = signal;
  }
}
