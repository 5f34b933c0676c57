// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import type { BusName } from './bus.ts';
import type { MmapMode } from './mmap-mode.ts';
import type { BufferName } from './name.ts';

declare const brand: unique symbol;

/** A number of bytes that a buffer can have. */
export type BufferSize = bigint & { readonly [brand]: 'BufferSize' };

/** The name of a device on its bus, of bytes that a command can carry. */
export type DeviceName = string & { readonly [brand]: 'DeviceName' };

/** The name of a region of the device tree's reserved memory, with the bytes that such names have. */
export type RegionName = string & { readonly [brand]: 'RegionName' };

export interface CreateCommand {
  readonly verb: 'create';
  readonly name: BufferName;
  readonly size: BufferSize;
  /** The device that will do the DMA. Without it the buffer gets a platform device of its own. */
  readonly device?: DeviceName;
  /** The bus on which `device` is looked for; left out for the platform bus. */
  readonly bus?: Exclude<BusName, 'platform'>;
  /** Bits of the DMA mask. The module ignores it with `device`, whose own mask stands. */
  readonly dmaMask?: number;
  readonly mmapMode?: MmapMode;
  /** The physical address at which the buffer must lie, a multiple of the page size. */
  readonly address?: bigint;
  /** The region in which it must lie: the name of its node, with or without the unit address, or its label. */
  readonly region?: RegionName;
  /** The buffer goes when the open control file that made it has closed and its last user is gone. */
  readonly temporary?: true;
}

/** A command's fields as a program has them. */
export interface CreateFields {
  readonly name: string;
  /** In bytes; above 2^53 as a bigint. */
  readonly size: bigint | number;
  readonly device?: string | undefined;
  readonly bus?: BusName | undefined;
  readonly dmaMask?: number | undefined;
  readonly mmapMode?: MmapMode | undefined;
  /** Physical; above 2^53 as a bigint. */
  readonly address?: bigint | number | undefined;
  readonly region?: string | undefined;
  readonly temporary?: boolean | undefined;
}

export interface DeleteCommand {
  readonly verb: 'delete';
  readonly name: BufferName;
}

/** Nothing but separators: the module takes it and does nothing. */
export interface BlankCommand {
  readonly verb: 'blank';
}

/** What the module does something for. */
export type Command = CreateCommand | DeleteCommand;

export type ParsedCommand = Command | BlankCommand;
