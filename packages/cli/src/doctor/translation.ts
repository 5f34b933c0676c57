// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import type { DeviceFacts } from './facts.ts';

/** Whether an IOMMU stands before a device and gives it addresses of its own. */
export function isTranslated(device: DeviceFacts | undefined): boolean {
  return device?.iommuGroupType?.startsWith('DMA') === true;
}
