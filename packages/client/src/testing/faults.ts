// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import type { constants } from 'node:os';

import { systemError } from './system-error.ts';

/** A call that can be made to fail. */
export type TestCall = 'create' | 'delete' | 'open' | 'read' | 'write' | 'map' | 'export' | 'sync';

/** The name of an errno, such as EINTR. */
export type Errno = keyof typeof constants.errno;

/** Failures that were asked for, each of which comes once. */
export class Faults {
  readonly #planned = new Map<TestCall, Errno[]>();

  add(call: TestCall, errno: Errno, times: number): void {
    this.#planned.set(call, [...(this.#planned.get(call) ?? []), ...Array<Errno>(times).fill(errno)]);
  }

  /** With what the call is to fail. */
  take(call: TestCall): Errno | undefined {
    return this.#planned.get(call)?.shift();
  }

  /** Throws what a failed system call would. */
  check(call: TestCall, syscall: string): void {
    const errno = this.take(call);
    if (errno !== undefined) {
      throw systemError(errno, syscall);
    }
  }
}
