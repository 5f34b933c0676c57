// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import type { BufferInfo } from '@u-dma-buf-mgr/client';

/** A buffer as our driver shows one without a parent, but for what the test says. */
export function presentBuffer(name: string, fields: Partial<BufferInfo> = {}): BufferInfo {
  return {
    name,
    node: `/dev/${name}`,
    major: 238,
    minor: 0,
    size: 65536,
    dmaAddress: 0x7b410000n,
    parent: 'u-dma-buf.1.auto',
    bus: 'platform',
    coherent: true,
    mmapMode: 'auto',
    syncMode: 1,
    driverVersion: '6.0.0',
    dmaMask: 32,
    origin: 'manager',
    memorySource: 'pages',
    guarded: true,
    temporary: false,
    ...fields,
  };
}
