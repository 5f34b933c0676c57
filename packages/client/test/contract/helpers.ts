// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import { fail } from 'node:assert/strict';

import { BufferError } from '../../src/index.ts';

/** All that an error tells, for a comparison. */
export interface Told {
  readonly code: string;
  readonly errno: string;
  readonly column: number | undefined;
  readonly message: string;
  readonly hint: string | undefined;
}

/** What the work is refused with. */
export async function refusal(work: () => unknown): Promise<Told> {
  try {
    await work();
  } catch (error) {
    if (error instanceof BufferError) {
      const { code, errno, column, message, hint } = error;
      return { code, errno, column, message, hint };
    }
    throw error;
  }
  return fail('it was not refused');
}

/** What is written, for a look at what is read: no two bytes near each other are the same. */
export function pattern(length: number): Uint8Array {
  return Uint8Array.from({ length }, (_, index) => (index * 7 + (index >> 8)) & 0xff);
}
