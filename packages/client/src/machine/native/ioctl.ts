// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import { loadLibc } from './libc.ts';
import type { Descriptor } from './libc.ts';

export async function ioctl(file: Descriptor, request: number, argument: Uint8Array): Promise<void> {
  const libc = await loadLibc();
  await libc.ioctl(file.fd, request, argument);
}
