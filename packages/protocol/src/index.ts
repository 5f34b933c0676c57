// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

export * from './abi.ts';
export { BUS_NAMES, DEFAULT_BUS, kernelBusName } from './bus.ts';
export type { BusName } from './bus.ts';
export type {
  BlankCommand,
  BufferSize,
  Command,
  CreateCommand,
  CreateFields,
  DeleteCommand,
  DeviceName,
  ParsedCommand,
  RegionName,
} from './command.ts';
export { ProtocolError } from './error.ts';
export type { ProtocolErrorCode, ProtocolErrorDetails } from './error.ts';
export { format } from './format.ts';
export * from './limits.ts';
export { createCommand, deleteCommand } from './make-command.ts';
export { MMAP_MODES, mmapModeFromNumber } from './mmap-mode.ts';
export type { MmapMode } from './mmap-mode.ts';
export { isBufferName } from './name.ts';
export type { BufferName } from './name.ts';
export { parse, tryParse } from './parse.ts';
export type { Parsed } from './parse.ts';
export { parseResult } from './result.ts';
export type { CommandResult, CreateResult, DeleteResult, ErrorResult } from './result.ts';
export { CommandStream } from './stream.ts';
export { COMMAND_TERMINATOR } from './words.ts';
