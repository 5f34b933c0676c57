// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import { ValueError } from './error.ts';
import type { ValueErrorCode } from './error.ts';

/** Refuses what JavaScript may give in the place of a text. */
export function checkText(code: ValueErrorCode, value: string): string {
  if (typeof (value as unknown) === 'string') {
    return value;
  }
  throw new ValueError({ code, value: textOf(value), allowed: 'a text' });
}

/** Of any value: an object may have no text at all. */
export function textOf(value: unknown): string {
  try {
    return String(value);
  } catch {
    return typeof value;
  }
}
