// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import { errnoName } from './errno.ts';
import type { System } from './system.ts';

/** The text of an attribute; undefined where this kernel has none, or its device is gone. */
export function readAttribute(system: System, path: string): string | undefined {
  return unlessGone(() => system.readText(path).trim());
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
