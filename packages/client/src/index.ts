// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

// Making, finding and deleting buffers
export { createBuffer, deleteBuffer, openBuffer } from './manage.ts';
export type { MachineOptions, WaitOptions } from './manage.ts';
export {
  createBufferSync,
  deleteBufferSync,
  getBuffer,
  isDriverLoaded,
  listBuffers,
  usedUnguarded,
} from './buffers.ts';
export type { CreatedBuffer } from './buffers.ts';
export type { BufferFields } from './fields.ts';
export type { BufferInfo, BufferOrigin, MemorySource } from './buffer-info.ts';
export { runCommands } from './batch.ts';
export type { Outcome } from './batch.ts';
export { commandOf } from './fields.ts';
export { loadManager } from './features.ts';

// Being told of them
export { watchBuffers } from './watch.ts';
export type { BufferEvent } from './watch.ts';

// Who uses them
export { formatUsers, readUsers } from './users.ts';
export type { BufferUser, BufferUsers } from './users.ts';

// Using one
export type { DmaBuffer } from './dma-buffer.ts';
export type { BufferSync, SyncOptions, SyncOwner } from './sync.ts';
export type { ExportedBuffer } from './exported.ts';
export { withBufferNode } from './node.ts';
export type { NodeOwner } from './node.ts';
export type { ByteRange } from './range.ts';
export { packSync, SYNC_DIRECTIONS } from './pack-sync.ts';
export type { SyncDirection } from './pack-sync.ts';

// What goes wrong
export { BufferError } from './error.ts';
export type { BufferErrorCode, BufferErrorDetails } from './error.ts';
export { errnoName } from './errno.ts';
export { ValueError } from './values/error.ts';
export type { ValueErrorCode, ValueErrorDetails } from './values/error.ts';

// Values as people write them
export { parseAddress } from './values/address.ts';
export { parseBus } from './values/bus.ts';
export { parseDeviceName } from './values/device.ts';
export { parseDmaMask } from './values/dma-mask.ts';
export { parseMmapMode } from './values/mmap-mode.ts';
export { parseBufferName } from './values/name.ts';
export { parseRegionName } from './values/region.ts';
export { formatSize, parseSize } from './values/size.ts';
export { compareNames } from './order.ts';
export { nearest } from './nearest.ts';

// Other machines than this one
export { thisMachine } from './machine.ts';
export type { Machine } from './machine.ts';
export type { Mapping, OpenFile, SyncFile, System } from './system.ts';
