// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

// Making, finding and deleting buffers
export { createBuffer, deleteBuffer, openBuffer } from './manage/async.ts';
export { createBufferSync, deleteBufferSync } from './manage/sync.ts';
export type { CreatedBuffer } from './manage/sync.ts';
export { getBufferSync, isDriverLoadedSync, listBuffersSync } from './buffers/list.ts';
export type { BufferFields } from './control/fields.ts';
export type { BufferInfo, BufferOrigin, MemorySource } from './buffers/info.ts';
export type { Json } from './buffers/json.ts';
export { runCommandsSync } from './control/batch.ts';
export type { Outcome } from './control/exchange.ts';
export { loadManagerSync } from './machine/manager.ts';

// Being told of them
export { watchBuffers } from './buffers/watch.ts';
export type { BufferEvent, WatchOptions } from './buffers/watch.ts';

// Who uses them
export { readUsersSync } from './buffers/users.ts';
export type { BufferUser, BufferUsers } from './buffers/users.ts';

// Using one
export type { DmaBuffer } from './handle/dma-buffer.ts';
export { handOverSync } from './manage/hand-over-sync.ts';
export type { BufferSync, SyncOptions } from './handle/buffer-sync.ts';
export type { SyncOwner } from './handle/hand-over.ts';
export type { ExportedBuffer } from './handle/exported.ts';
export type { ExportedSync, ExportedSyncOptions } from './handle/exported-sync.ts';
export type { NodeOwner } from './buffers/info.ts';
export type { Bytes } from './handle/bytes.ts';
export type { MappedMemory } from './handle/mappings.ts';
export type { ByteRange } from './handle/range.ts';
export type { SyncDirection } from './handle/pack-sync.ts';

// What goes wrong
export { BufferError } from './error.ts';
export type { BufferErrorCode, BufferErrorDetails } from './error.ts';
export { ValueError } from './values/error.ts';
export type { ValueErrorCode, ValueErrorDetails } from './values/error.ts';

// Sizes as people write them
export { formatSize, parseSize } from './values/size.ts';

// What the command language has
export type {
  BufferName,
  BusName,
  Command,
  CommandResult,
  CreateCommand,
  DeleteCommand,
  MmapMode,
} from '@u-dma-buf-mgr/protocol';

// Other machines than this one
export { thisMachine } from './machine/machine.ts';
export type { Machine } from './machine/machine.ts';
export type { MachineOptions, OpenOptions, WaitOptions } from './machine/options.ts';
export type { DirectoryListener, Mapping, OpenFile, SyncFile, System } from './machine/system.ts';
