// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

/** Bytes of a command without its terminator. */
export const MAX_COMMAND_LENGTH = 1024;

export const MAX_NAME_LENGTH = 63;

export const MAX_REGION_LENGTH = 63;

/** The largest size that the command language can say. */
export const MAX_SIZE = 2n ** 64n - 1n;

/** How many address bits a device can drive. */
export const MIN_DMA_MASK_BITS = 12;
export const MAX_DMA_MASK_BITS = 64;
