// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

export { createBuffer, deleteBuffer, getBuffer, isDriverLoaded, listBuffers } from './buffers.ts';
export type { BufferInfo } from './buffer-info.ts';
export { BufferError } from './error.ts';
export type { BufferErrorCode, BufferErrorDetails } from './error.ts';
export { thisMachine } from './machine.ts';
export type { Machine } from './machine.ts';
