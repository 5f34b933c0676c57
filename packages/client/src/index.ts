// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

export { runCommands } from './batch.ts';
export type { Outcome } from './batch.ts';
export {
  createBufferSync,
  deleteBufferSync,
  getBuffer,
  isDriverLoaded,
  listBuffers,
  usedUnguarded,
} from './buffers.ts';
export type { CreatedBuffer } from './buffers.ts';
export type { BufferInfo, BufferOrigin } from './buffer-info.ts';
export { errnoName } from './errno.ts';
export { BufferError } from './error.ts';
export type { BufferErrorCode, BufferErrorDetails } from './error.ts';
export { commandOf } from './fields.ts';
export type { BufferFields } from './fields.ts';
export { thisMachine } from './machine.ts';
export type { Machine } from './machine.ts';
export { nearest } from './nearest.ts';
export { compareNames } from './order.ts';
export { formatUsers, readUsers } from './users.ts';
export type { BufferUser, BufferUsers } from './users.ts';
export { parseBus } from './values/bus.ts';
export { parseDmaMask } from './values/dma-mask.ts';
export { ValueError } from './values/error.ts';
export type { ValueErrorCode, ValueErrorDetails } from './values/error.ts';
export { parseMmapMode } from './values/mmap-mode.ts';
export { parseBufferName } from './values/name.ts';
export { formatSize, parseSize } from './values/size.ts';
