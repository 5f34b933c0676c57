// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

/** Those of our modules that Node has no name for ("Unknown system error -122"), or another than they have. */
const NAMES = new Map([
  [76, 'ENOTUNIQ'],
  [95, 'EOPNOTSUPP'],
  [122, 'EDQUOT'],
]);

/** The name of the errno that a failed system call left; empty when the error is of another kind. */
export function errnoName(error: unknown): string {
  if (!(
    typeof error === 'object' &&
    error !== null &&
    'errno' in error &&
    typeof error.errno === 'number' &&
    'code' in error
  )) {
    return '';
  }
  return NAMES.get(-error.errno) ?? String(error.code);
}
