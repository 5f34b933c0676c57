// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import { bytesToText } from './bytes.ts';
import type { BufferSize, CreateCommand, DeleteCommand, ParsedCommand } from './command.ts';
import { ProtocolError } from './error.ts';
import { MAX_SIZE } from './limits.ts';
import { checkName } from './name.ts';
import type { BufferName } from './name.ts';
import { checkNumber, readNumber } from './number.ts';
import { checkBesideRegion, OPTION_FIELDS, OPTIONS, refuseOption } from './options.ts';
import type { OptionField, Options } from './options.ts';
import * as reasons from './reasons.ts';
import { checkLength, refuser } from './refuse.ts';
import type { Word } from './refuse.ts';
import { CREATE, DELETE, SIZE_KEYWORD, TERMINATORS } from './words.ts';

// Says the same as kmod/u-dma-buf-mgr/command.c, to the last column: tools/suites/parsers/differential compares them.

const BARE_SIZE = /^[0-9+]/;

/** A command, or why a text is none. */
export type Parsed =
  | { readonly command: ParsedCommand; readonly error?: never }
  | { readonly error: ProtocolError; readonly command?: never };

/**
 * Reads one command, without its terminator. A string has a character for every byte, as in ISO 8859-1.
 * `sizeMax` is the largest size that the machine can express: 2^32 - 1 where the kernel has 32 bits.
 */
export function parse(input: string | Uint8Array, sizeMax: bigint = MAX_SIZE): ParsedCommand {
  checkLength(input);
  const text = bytesToText(input);
  const end = text.search(TERMINATORS);
  if (end >= 0) {
    refuser({ text: text.slice(end), column: end + 1 })(reasons.severalCommands);
  }
  return parseLine(text, sizeMax);
}

/** As {@link parse}, with the error as a value. */
export function tryParse(input: string | Uint8Array, sizeMax?: bigint): Parsed {
  try {
    return { command: parse(input, sizeMax) };
  } catch (error) {
    return asValue(error);
  }
}

/** As {@link tryParse}, of a text that was cut at the terminators. */
export function tryParseLine(line: string, sizeMax: bigint): Parsed {
  try {
    checkLength(line);
    return { command: parseLine(line, sizeMax) };
  } catch (error) {
    return asValue(error);
  }
}

function asValue(error: unknown): Parsed {
  if (error instanceof ProtocolError) {
    return { error };
  }
  throw error;
}

/** By hand, and the words below by index: expressions and iterators took most of the time of a command. */
function splitWords(text: string): Word[] {
  const words: Word[] = [];
  let begin = -1;
  for (let at = 0; at <= text.length; at++) {
    const isBlank = at === text.length || text[at] === ' ' || text[at] === '\t';
    if (isBlank && begin >= 0) {
      words.push({ text: text.slice(begin, at), column: begin + 1 });
      begin = -1;
    } else if (!isBlank && begin < 0) {
      begin = at;
    }
  }
  return words;
}

function parseLine(line: string, sizeMax: bigint): ParsedCommand {
  const words = splitWords(line);
  const verb = words[0];
  if (verb === undefined) {
    return { verb: 'blank' };
  }
  switch (verb.text) {
    case CREATE:
      return parseCreate(verb, words, sizeMax);
    case DELETE:
      return parseDelete(verb, words);
    default:
      return refuser(verb)(reasons.unknownVerb, { hint: 'create NAME SIZE [OPTION]... or delete NAME' });
  }
}

function parseDelete(verb: Word, words: readonly Word[]): DeleteCommand {
  const command: DeleteCommand = { verb: 'delete', name: parseName(verb, words[1]) };
  const extra = words[2];
  return extra === undefined ? command : refuser(extra)(reasons.extraWord);
}

function parseName(verb: Word, name: Word | undefined): BufferName {
  return name === undefined ? missing(verb, reasons.nameMissing) : checkName(name.text, refuser(name));
}

/** Something should have followed this word. */
function missing(word: Word, reason: string): never {
  return refuser(word)(reason, { at: word.text.length, text: '' });
}

function parseCreate(verb: Word, words: readonly Word[], sizeMax: bigint): CreateCommand {
  const name = parseName(verb, words[1]);
  const options: Options = {};
  let size: BufferSize | undefined;
  let bareSize: BufferSize | undefined;
  let region: Word | undefined;
  for (let at = 2, word = words[at]; word !== undefined; word = words[++at]) {
    if (BARE_SIZE.test(word.text)) {
      size = parseSize(word, 0, sizeMax);
      if (size !== (bareSize ??= size)) {
        refuser(word)(reasons.otherSize);
      }
    } else if (word.text.startsWith(SIZE_KEYWORD)) {
      size = parseSize(word, SIZE_KEYWORD.length, sizeMax);
    } else {
      parseOption(options, word);
      region = word.text.startsWith(OPTIONS.region.keyword) ? word : region;
    }
  }
  size ??= missing(words.at(-1) ?? verb, reasons.sizeMissing);
  // The last word that says a region is wrong if there can be none.
  if (region !== undefined) {
    checkBesideRegion(options, refuser(region, OPTIONS.region.keyword.length));
  }
  return { verb: 'create', name, size, ...(options as Pick<CreateCommand, OptionField>) };
}

function parseOption(options: Options, word: Word): void {
  const field = fieldOf(word);
  if (field === undefined) {
    return refuseOption(refuser(word));
  }
  const option = OPTIONS[field];
  const text = word.text.slice(option.keyword.length);
  const refuse = refuser(word, option.keyword.length);
  const value = option.check(option.read(text, refuse), refuse);
  // Of several words the last counts, also where it says what goes without saying.
  if (value === option.implied) {
    Reflect.deleteProperty(options, field);
  } else {
    options[field] = value;
  }
}

function fieldOf({ text }: Word): OptionField | undefined {
  for (const field of OPTION_FIELDS) {
    if (text.startsWith(OPTIONS[field].keyword)) {
      return field;
    }
  }
  return undefined;
}

function parseSize(word: Word, keywordLength: number, sizeMax: bigint): BufferSize {
  const refuse = refuser(word, keywordLength);
  const size = checkNumber(readNumber(word.text.slice(keywordLength), refuse), refuse);
  if (size === 0n) {
    refuse(reasons.sizeZero);
  }
  return size > sizeMax ? refuse(reasons.sizeTooLarge, { code: 'EOVERFLOW' }) : (size as BufferSize);
}
