// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import { constants } from 'node:os';

/** The name of the errno that a failed system call left; empty when the error is of another kind. */
export function errnoName(error: unknown): string {
  if (!(typeof error === 'object' && error !== null && 'errno' in error && typeof error.errno === 'number')) {
    return '';
  }
  // Node's own `code` knows fewer errnos than the kernel: EDQUOT would be "Unknown system error -122".
  const number = -error.errno;
  const [name] = Object.entries(constants.errno).find(([, value]) => value === number) ?? [];
  return name ?? `errno ${number}`;
}
