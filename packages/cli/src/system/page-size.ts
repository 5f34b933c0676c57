// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import { readText } from './files.ts';

/** In bytes. */
export function readPageSize(): bigint {
  const [, kibibytes] = /^KernelPageSize: *([0-9]+) kB$/m.exec(readText('/proc/self/smaps') ?? '') ?? [];
  return BigInt(kibibytes ?? 4) * 1024n;
}
