// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import type { Machine } from './machine.ts';

export interface MachineOptions {
  /** By default the one that this program runs on. */
  readonly machine?: Machine | undefined;
}

export interface WaitOptions extends MachineOptions {
  readonly signal?: AbortSignal | undefined;
}
