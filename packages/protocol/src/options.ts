// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import { BUS_NAMES, DEFAULT_BUS } from './bus.ts';
import type { CreateFields } from './command.ts';
import { MAX_DMA_MASK_BITS, MAX_REGION_LENGTH, MIN_DMA_MASK_BITS } from './limits.ts';
import { MMAP_MODES } from './mmap-mode.ts';
import { checkNumber, readNumber } from './number.ts';
import * as reasons from './reasons.ts';
import type { Refuse } from './refuse.ts';

export type OptionField = Exclude<keyof CreateFields, 'name' | 'size'>;

/** The value of an option as a program gives it, or as it is read. */
export type Value = string | number | bigint | boolean;

/** The values of a command's options. */
export type Options = Partial<Record<OptionField, Value>>;

/** An option of `create`. */
interface Option<T extends Value = Value> {
  /** How its word begins. */
  readonly keyword: string;
  /** Gives the value that the rest of the word says. */
  read(text: string, refuse: Refuse): T;
  /** Gives the value as a command has it. */
  check(value: T, refuse: Refuse): Value;
  /** Gives the rest of the word. Left out where that is the value itself. */
  write?(value: T): string;
  /** The value that goes without saying. */
  readonly implied?: T;
}

const readText = (text: string): string => text;

const bus: Option<string> = {
  keyword: 'bus=',
  read: readText,
  check: (text, refuse) =>
    BUS_NAMES.find((known) => known === text) ?? refuse(text === '' ? reasons.busMissing : reasons.unknownBus),
  // ikwzm's module refuses to hear it.
  implied: DEFAULT_BUS,
};

const device: Option<string> = {
  keyword: 'device=',
  read: readText,
  check: (text, refuse) => text || refuse(reasons.deviceMissing),
};

const dmaMask: Option<bigint | number> = {
  keyword: 'dma-mask=',
  read: readNumber,
  check(value, refuse) {
    const bits = Number(checkNumber(value, refuse));
    return bits >= MIN_DMA_MASK_BITS && bits <= MAX_DMA_MASK_BITS ? bits : refuse(reasons.maskOutOfRange);
  },
};

const mmapMode: Option<string> = {
  keyword: 'quirk-mmap-',
  read: readText,
  check: (text, refuse) => MMAP_MODES.find((known) => known === text) ?? refuseOption(refuse),
};

const address: Option<bigint | number> = {
  keyword: 'address=',
  read: readNumber,
  check: checkNumber,
  write: (value) => `0x${value.toString(16)}`,
};

const region: Option<string> = {
  keyword: 'region=',
  read: readText,
  check(text, refuse) {
    const at = text.slice(0, MAX_REGION_LENGTH).search(/[^\w.,@:+-]/);
    if (text === '') {
      refuse(reasons.regionMissing);
    }
    if (at >= 0) {
      refuse(reasons.regionCharacter, { at, hint: 'A-Z a-z 0-9 . , _ @ : + -' });
    }
    return text.length > MAX_REGION_LENGTH ? refuse(reasons.regionTooLong, { at: MAX_REGION_LENGTH }) : text;
  },
};

const temporary: Option<boolean> = {
  keyword: 'temporary',
  read: (text, refuse) => text === '' || refuseOption(refuse),
  check: (value) => value,
  write: () => '',
  implied: false,
};

/** All of them, in the order of the canonical text. */
export const OPTIONS: Readonly<Record<OptionField, Option>> = {
  bus,
  device,
  dmaMask,
  mmapMode,
  address,
  region,
  temporary,
};

export const OPTION_FIELDS = Object.keys(OPTIONS) as OptionField[];

/** A word that is no option. */
export function refuseOption(refuse: Refuse): never {
  const modes = MMAP_MODES.map((mode) => `-${mode}`).join(', ');
  return refuse(reasons.unknownOption, {
    whole: true,
    hint: `SIZE, device=, bus=, dma-mask=, quirk-mmap${modes.replace(/, (?=[^,]*$)/, ' or ')}, address=, region=, temporary`,
  });
}

/** Refuses a region that is said beside these: it has an address of its own, and a device its own region. */
export function checkBesideRegion(
  { address, device }: { readonly address?: unknown; readonly device?: unknown },
  refuse: Refuse,
): void {
  if (address !== undefined) {
    refuse(reasons.regionAndAddress);
  }
  if (device !== undefined) {
    refuse(reasons.regionAndDevice);
  }
}
