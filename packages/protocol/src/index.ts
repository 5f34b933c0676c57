// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

export * from './abi.ts';
export { BUS_NAMES, DEFAULT_BUS, parseBus } from './bus.ts';
export type { BusName } from './bus.ts';
export { createCommand, deleteCommand } from './command.ts';
export type { Command, CreateCommand, CreateFields, DeleteCommand } from './command.ts';
export { parseDeviceName } from './device.ts';
export { MAX_DMA_MASK_BITS, MIN_DMA_MASK_BITS, parseDmaMask } from './dma-mask.ts';
export { ProtocolError } from './error.ts';
export type { ProtocolErrorCode, ProtocolErrorDetails } from './error.ts';
export { COMMAND_TERMINATOR, formatCommand } from './format.ts';
export { MMAP_MODES, mmapModeFromNumber, parseMmapMode } from './mmap-mode.ts';
export type { MmapMode } from './mmap-mode.ts';
export { isBufferName, MAX_NAME_LENGTH, parseBufferName } from './name.ts';
export type { BufferName } from './name.ts';
export { nearest } from './nearest.ts';
export { formatSize, MAX_SIZE, parseSize } from './size.ts';
