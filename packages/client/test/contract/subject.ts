// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import type { BusName } from '@u-dma-buf-mgr/protocol';

import type { Machine } from '../../src/machine.ts';

/** What the contract is tested of: the in-memory machine, or the running kernel. */
export interface Subject {
  readonly machine: Machine;
  /** A device that buffers can be made for. */
  readonly device: { readonly bus: BusName; readonly name: string };
  /** Whether the devices that buffers get of their own see the CPU's caches. */
  readonly coherent: boolean;
  /** Ends a buffer whoever uses it. */
  takeAway(name: string): void;
  setLimits(limits: { readonly maxBuffers?: number; readonly maxBytes?: number }): void;
}

export interface Clause {
  readonly title: string;
  /** Throws where the subject breaks it. Leaves no buffer behind. */
  readonly check: (subject: Subject) => Promise<void>;
}
