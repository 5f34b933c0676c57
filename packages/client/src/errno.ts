// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

/** The one errno of our modules that Node has no name for: its code would be "Unknown system error -122". */
const EDQUOT = 122;

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
  return error.errno === -EDQUOT ? 'EDQUOT' : String(error.code);
}
