// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import { readFileSync } from 'node:fs';

import { errnoName } from './errno.ts';

/** The text of an attribute; undefined where this kernel has none, or its device is gone. */
export function readAttribute(path: string): string | undefined {
  return unlessGone(() => readFileSync(path, 'latin1').trim());
}

/** sysfs answers ENODEV to a read of an attribute whose device goes at that moment. */
export function unlessGone<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (['ENOENT', 'ENODEV'].includes(errnoName(error))) {
      return undefined;
    }
    throw error;
  }
}
