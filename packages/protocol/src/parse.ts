// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import { bytesToText } from './bytes.ts';
import { BUS_NAMES, DEFAULT_BUS } from './bus.ts';
import type { BufferSize, CreateCommand, DeleteCommand, DeviceName, ParsedCommand, RegionName } from './command.ts';
import { ProtocolError } from './error.ts';
import type { ProtocolErrorDetails } from './error.ts';
import {
  MAX_COMMAND_LENGTH,
  MAX_DMA_MASK_BITS,
  MAX_NAME_LENGTH,
  MAX_REGION_LENGTH,
  MAX_SIZE,
  MIN_DMA_MASK_BITS,
} from './limits.ts';
import { MMAP_MODES } from './mmap-mode.ts';
import { wrongInName } from './name.ts';
import type { BufferName } from './name.ts';

// Says the same as kmod/u-dma-buf-mgr/command.c, to the last column: tools/suites/parsers/differential compares them.

/** A command, or why a text is none. */
export type Parsed =
  | { readonly command: ParsedCommand; readonly error?: never }
  | { readonly error: ProtocolError; readonly command?: never };

/**
 * Reads one command, without its terminator. A string has a character for every byte, as in ISO 8859-1.
 * `sizeMax` is the largest size that the machine can express: 2^32 - 1 where the kernel has 32 bits.
 */
export function parse(input: string | Uint8Array, sizeMax: bigint = MAX_SIZE): ParsedCommand {
  if (input.length > MAX_COMMAND_LENGTH) {
    fail({ text: '', column: MAX_COMMAND_LENGTH + 1 }, 'command over 1024 bytes', { code: 'E2BIG' });
  }
  const text = bytesToText(input);
  const end = text.search(/[\n;\0]/);
  if (end >= 0) {
    fail({ text: text.slice(end), column: end + 1 }, 'more than one command');
  }
  const words: Word[] = [];
  const pattern = /[^ \t]+/g;
  for (let match = pattern.exec(text); match !== null; match = pattern.exec(text)) {
    words.push({ text: match[0], column: match.index + 1 });
  }
  return parseWords(words, sizeMax);
}

/** As {@link parse}, with the error as a value. */
export function tryParse(input: string | Uint8Array, sizeMax?: bigint): Parsed {
  try {
    return { command: parse(input, sizeMax) };
  } catch (error) {
    if (error instanceof ProtocolError) {
      return { error };
    }
    throw error;
  }
}

/** A piece of the text, and where it begins, from 1. */
interface Word {
  readonly text: string;
  readonly column: number;
}

function fail(at: Word, reason: string, details?: Partial<ProtocolErrorDetails>): never {
  throw new ProtocolError({ code: 'EINVAL', column: at.column, text: at.text, reason, ...details });
}

/** Something should have followed this word. */
function missing({ text, column }: Word, reason: string): never {
  return fail({ text: '', column: column + text.length }, reason);
}

/** The word without so many characters at its beginning. */
function after({ text, column }: Word, length: number): Word {
  return { text: text.slice(length), column: column + length };
}

function parseWords([verb, ...words]: readonly Word[], sizeMax: bigint): ParsedCommand {
  if (verb === undefined) {
    return { verb: 'blank' };
  }
  switch (verb.text) {
    case 'create':
      return parseCreate(verb, words, sizeMax);
    case 'delete':
      return parseDelete(verb, words);
    default:
      return fail(verb, 'command not create or delete', { hint: 'create NAME SIZE [OPTION]... or delete NAME' });
  }
}

function parseDelete(verb: Word, [name, extra]: readonly Word[]): DeleteCommand {
  const command: DeleteCommand = { verb: 'delete', name: parseName(verb, name) };
  return extra === undefined ? command : fail(extra, 'delete takes nothing but a name');
}

function parseName(verb: Word, name: Word | undefined): BufferName {
  if (name === undefined) {
    return missing(verb, 'name missing');
  }
  const bad = wrongInName(name.text);
  return bad < 0
    ? (name.text as BufferName)
    : fail(name, bad < MAX_NAME_LENGTH ? 'character not allowed in a name' : 'name over 63 bytes', {
        column: name.column + bad,
        hint: 'A-Z a-z 0-9, and from the second on . _ @ : + -',
      });
}

/** A create command of which not all words have been read. */
type Draft = { -readonly [Field in keyof CreateCommand]?: CreateCommand[Field] };

/** The value of the last word that begins like this. */
function lastValue(options: readonly Word[], key: string): Word | undefined {
  const word = options.filter(({ text }) => text.startsWith(key)).at(-1);
  return word && after(word, key.length);
}

/** A region has an address of its own, and a device its own region. */
function checkRegion({ address, device }: Draft, region: Word | undefined): void {
  if (region !== undefined && address !== undefined) {
    fail(region, 'region and address together');
  }
  if (region !== undefined && device !== undefined) {
    fail(region, 'region and device together');
  }
}

function parseCreate(verb: Word, [first, ...options]: readonly Word[], sizeMax: bigint): CreateCommand {
  const name = parseName(verb, first);
  let last = first ?? verb;
  const draft: Draft = {};
  let bareSize: BufferSize | undefined;
  for (const option of options) {
    last = option;
    if (/^[0-9+]/.test(option.text)) {
      draft.size = parseSize(option, sizeMax);
      if (draft.size !== (bareSize ??= draft.size)) {
        fail(option, 'second size differs from the first');
      }
    } else {
      parseOption(draft, option, sizeMax);
    }
  }
  const { size = missing(last, 'size missing'), ...others } = draft;
  checkRegion(draft, lastValue(options, 'region='));
  return { verb: 'create', name, size, ...others };
}

function parseOption(draft: Draft, option: Word, sizeMax: bigint): void {
  const [, key, mode] =
    /^(size=|device=|bus=|dma-mask=|address=|region=|temporary$)|^quirk-mmap-(\w+)$/.exec(option.text) ?? [];
  const value = after(option, key?.length ?? 0);
  switch (key) {
    case 'size=':
      draft.size = parseSize(value, sizeMax);
      break;
    case 'device=':
      draft.device = notEmpty(value, 'device name missing') as DeviceName;
      break;
    case 'bus=':
      parseBus(draft, value);
      break;
    case 'dma-mask=':
      draft.dmaMask = parseDmaMask(value);
      break;
    case 'address=':
      draft.address = parseNumber(value);
      break;
    case 'region=':
      draft.region = parseRegion(value);
      break;
    case 'temporary':
      draft.temporary = true;
      break;
    default:
      draft.mmapMode =
        MMAP_MODES.find((known) => known === mode) ??
        fail(option, 'unknown option', {
          hint: 'SIZE, device=, bus=, dma-mask=, quirk-mmap-off, -on, -auto or -page, address=, region=, temporary',
        });
  }
}

function notEmpty(value: Word, reason: string): string {
  return value.text || fail(value, reason);
}

function parseBus(draft: Draft, value: Word): void {
  const text = notEmpty(value, 'bus name missing');
  const bus =
    BUS_NAMES.find((known) => known === text) ?? fail(value, 'bus not platform, pci, pcie_port, pci_express or amba');
  // The default goes without saying, and ikwzm's module refuses to hear it.
  delete draft.bus;
  if (bus !== DEFAULT_BUS) {
    draft.bus = bus;
  }
}

function parseRegion(value: Word): RegionName {
  const text = notEmpty(value, 'region name missing');
  const bad = text.slice(0, MAX_REGION_LENGTH).search(/[^\w.,@:+-]/);
  if (bad >= 0) {
    fail(value, 'character not allowed in a region name', {
      column: value.column + bad,
      hint: 'A-Z a-z 0-9 . , _ @ : + -',
    });
  }
  return text.length > MAX_REGION_LENGTH
    ? fail(value, 'region name over 63 bytes', { column: value.column + MAX_REGION_LENGTH })
    : (text as RegionName);
}

function parseDmaMask(value: Word): number {
  const bits = Number(parseNumber(value));
  return bits >= MIN_DMA_MASK_BITS && bits <= MAX_DMA_MASK_BITS ? bits : fail(value, 'dma-mask not in 12 to 64');
}

function parseSize(value: Word, sizeMax: bigint): BufferSize {
  const size = parseNumber(value);
  if (size === 0n) {
    fail(value, 'size must not be 0');
  }
  if (size > sizeMax) {
    fail(value, 'size over what this kernel can address', { code: 'EOVERFLOW' });
  }
  return size as BufferSize;
}

/** As the kernel's kstrtoull() with base 0: decimal, 0x hexadecimal or 0 octal, and perhaps a plus before it. */
function parseNumber(value: Word): bigint {
  const number = after(value, value.text.startsWith('+') ? 1 : 0);
  if (number.text === '') {
    return missing(value, 'number missing');
  }
  const [prefix, length, wrong] = numberBase(number.text);
  const digits = after(number, length);
  const bad = digits.text.search(wrong);
  if (bad >= 0) {
    fail(value, 'not a digit of the number', {
      column: digits.column + bad,
      hint: 'decimal, 0x hexadecimal or 0 octal',
    });
  }
  const result = BigInt(prefix + digits.text);
  return result > MAX_SIZE ? fail(value, 'number over 64 bits', { code: 'EOVERFLOW' }) : result;
}

/** How JavaScript marks the base, how long its mark in the text is, and what is no digit of it. */
function numberBase(text: string): [prefix: string, length: number, wrong: RegExp] {
  if (/^0x[0-9a-f]/i.test(text)) {
    return ['0x', 2, /[^0-9a-f]/i];
  }
  return text.startsWith('0') ? ['0o', 0, /[^0-7]/] : ['', 0, /[^0-9]/];
}
