// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import { constants } from 'node:os';

/** An error as Node makes it of a system call that failed. */
export function systemError(code: keyof typeof constants.errno, syscall: string, path?: string): Error {
  const place = path === undefined ? '' : ` '${path}'`;
  return Object.assign(new Error(`${code}: ${syscall}${place}`), {
    code,
    errno: -constants.errno[code],
    syscall,
    path,
  });
}
