// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import {
  parseAddress,
  parseBus,
  parseDeviceName,
  parseDmaMask,
  parseMmapMode,
  parseRegionName,
} from '@u-dma-buf-mgr/client/command';
import type { BufferFields, BufferInfo } from '@u-dma-buf-mgr/client';
import { DEFAULT_BUS, kernelBusName } from '@u-dma-buf-mgr/protocol';
import type { CreateCommand } from '@u-dma-buf-mgr/protocol';

import { formatAddress } from '../output/format-address.ts';
import { deviceOf } from './parent.ts';

/** What a buffer may be asked to be like beside its size. */
interface BufferOption<Field extends keyof BufferFields> {
  readonly field: Field;
  /** Throws a {@link ValueError}. */
  parse(text: string): NonNullable<BufferFields[Field]>;
  /** What a command asks for; undefined where it asks for nothing. */
  asked(command: CreateCommand): string | undefined;
  /** What a buffer has that is to be as the command says; undefined where nobody tells. */
  present(buffer: BufferInfo, command: CreateCommand): string | undefined;
}

function option<Field extends keyof BufferFields>(fields: BufferOption<Field>): BufferOption<Field> {
  return fields;
}

const NONE = 'none';

/** By the name of the option of `create`, which is the key in a configuration too; in their order there. */
export const bufferOptions = {
  device: option({
    field: 'device',
    parse: parseDeviceName,
    asked: ({ device = NONE }) => device,
    present: (buffer) => buffer.parent && (deviceOf(buffer) ?? NONE),
  }),
  bus: option({
    field: 'bus',
    parse: parseBus,
    asked: ({ device, bus }) => device && kernelBusName(bus ?? DEFAULT_BUS),
    present: ({ bus }) => bus,
  }),
  'dma-mask': option({
    field: 'dmaMask',
    parse: parseDmaMask,
    asked: ({ dmaMask }) => dmaMask?.toString(),
    present: ({ dmaMask }) => dmaMask?.toString(),
  }),
  mmap: option({
    field: 'mmapMode',
    parse: parseMmapMode,
    asked: ({ mmapMode }) => mmapMode,
    present: ({ mmapMode }) => mmapMode,
  }),
  address: option({
    field: 'address',
    parse: parseAddress,
    asked: ({ address }) => (address === undefined ? undefined : formatAddress(address)),
    // An IOMMU may translate what another device is told.
    present: ({ dmaAddress }, { device }) => (device === undefined ? formatAddress(dmaAddress) : undefined),
  }),
  region: option({
    field: 'region',
    parse: parseRegionName,
    asked: ({ region }) => region,
    // No driver tells which region a buffer is from.
    present: () => undefined,
  }),
};

export type OptionName = keyof typeof bufferOptions;

/** The values of the options, by their names. */
export type OptionValues = { [Name in OptionName]?: ReturnType<(typeof bufferOptions)[Name]['parse']> };

export const optionNames = Object.keys(bufferOptions) as OptionName[];

/** The fields of a buffer that has these options. */
export function optionFields(values: OptionValues): Omit<BufferFields, 'name' | 'size'> {
  return Object.fromEntries(optionNames.map((name) => [bufferOptions[name].field, values[name]]));
}
