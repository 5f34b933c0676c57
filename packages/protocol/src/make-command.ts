// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import type { BufferSize, CreateCommand, CreateFields, DeleteCommand } from './command.ts';
import { checkName } from './name.ts';
import type { BufferName } from './name.ts';
import { checkNumber } from './number.ts';
import { checkBesideRegion, OPTION_FIELDS, OPTIONS } from './options.ts';
import type { OptionField, Options, Value } from './options.ts';
import { addressNotWhole, notOneWord, sizeNotWhole } from './reasons.ts';
import { checkLength, refuser } from './refuse.ts';
import type { Refuse } from './refuse.ts';
import { createWords, DELETE, restOf } from './words.ts';

/** Throws where the module would refuse the command; the column is that of its canonical text. */
export function createCommand(fields: CreateFields): CreateCommand {
  const name = nameOf(fields.name, refuserOf(fields, '', 1));
  const size = sizeOf(fields.size, refuserOf(fields, '', 2));
  const options: Options = {};
  for (const field of OPTION_FIELDS) {
    const value = fields[field];
    if (value !== undefined && value !== OPTIONS[field].implied) {
      options[field] = valueOf(field, value, refuserOf(fields, OPTIONS[field].keyword));
    }
  }
  if (fields.region !== undefined) {
    checkBesideRegion(fields, refuserOf(fields, OPTIONS.region.keyword));
  }
  // Of all values only the name of a device can be so long.
  // Stryker disable next-line ConditionalExpression: to look at a text that is short enough changes nothing
  if (fields.device !== undefined) {
    checkLength(createWords(fields).join(' '));
  }
  return { verb: 'create', name, size, ...(options as Pick<CreateCommand, OptionField>) };
}

export function deleteCommand(name: string): DeleteCommand {
  return { verb: 'delete', name: nameOf(name, refuser({ text: name, column: DELETE.length + 2 })) };
}

/** Refuses a value in the word of the canonical text that begins with the keyword. Only then is the text made. */
function refuserOf(fields: CreateFields, keyword: string, position?: number): Refuse {
  return (...refusal) => {
    const words = createWords(fields);
    const index = position ?? words.findIndex((word) => word.startsWith(keyword));
    const column = words.slice(0, index).join(' ').length + 2;
    // Stryker disable next-line StringLiteral: there is such a word, which the compiler does not know
    return refuser({ text: words[index] ?? '', column }, keyword.length)(...refusal);
  };
}

function nameOf(name: string, refuse: Refuse): BufferName {
  checkWord(name, refuse);
  return checkName(name, refuse);
}

function sizeOf(size: bigint | number, refuse: Refuse): BufferSize {
  const isWhole = size >= 1 && (typeof size === 'bigint' || Number.isSafeInteger(size));
  return (isWhole ? checkNumber(size, refuse) : refuse(sizeNotWhole)) as BufferSize;
}

function valueOf(field: OptionField, value: Value, refuse: Refuse): Value {
  const option = OPTIONS[field];
  if (typeof value === 'string') {
    checkWord(option.keyword + value, refuse);
  } else if (field === 'address' && typeof value === 'number' && !Number.isSafeInteger(value)) {
    refuse(addressNotWhole, { whole: true });
  } else {
    // Who reads it finds a byte that is no digit.
    option.read(restOf(field, value), refuse);
  }
  return option.check(value, refuse);
}

/** A blank would end the word, and other bytes the command. */
function checkWord(word: string, refuse: Refuse): void {
  if (!/^[^ \t\n;\0]+$/.test(word)) {
    refuse(notOneWord, { whole: true });
  }
}
