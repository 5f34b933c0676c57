// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import { thisMachine } from './machine.ts';
import type { Machine } from './machine.ts';

export interface MachineOptions {
  /** By default the one that this program runs on. */
  readonly machine?: Machine | undefined;
}

export interface WaitOptions extends MachineOptions {
  readonly signal?: AbortSignal | undefined;
}

/** How a buffer is opened. */
export interface OpenOptions extends MachineOptions {
  /** To read only: it takes no more permission, and what would write is refused. */
  readonly readOnly?: boolean | undefined;
  /** With O_SYNC: mappings go past the CPU's caches, as the buffer's `sync_mode` says, and read and write sync themselves. */
  readonly uncached?: boolean | undefined;
}

/**
 * The machine that the options name. Throws a TypeError where they name one in any other way: a test that forgets the
 * braces must not reach the real machine.
 */
export function machineOf(options: MachineOptions): Machine {
  if (isObject(options) && !('system' in options)) {
    const { machine = thisMachine } = options;
    if (isObject(machine) && 'system' in machine) {
      return machine;
    }
  }
  throw new TypeError('name a machine by the option of that name: { machine }');
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
