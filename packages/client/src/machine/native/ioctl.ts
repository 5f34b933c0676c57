// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import { loadLibc } from './libc.ts';

export async function ioctl(descriptor: number, request: number, argument: Uint8Array): Promise<void> {
  (await loadLibc()).ioctl(descriptor, request, argument);
}
