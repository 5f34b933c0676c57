// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import type { CreateFields } from './command.ts';
import { OPTION_FIELDS, OPTIONS } from './options.ts';
import type { OptionField, Value } from './options.ts';

export const CREATE = 'create';
export const DELETE = 'delete';

/** A size may have it or not. */
export const SIZE_KEYWORD = 'size=';

/** What ends a command on its way to the module. */
export const COMMAND_TERMINATOR = '\n';

/** Every byte that ends a command. */
export const TERMINATORS = /[\n;\0]/;

/** The words of the canonical text of a create command. */
export function createWords(fields: CreateFields): string[] {
  const words = [CREATE, fields.name, fields.size.toString()];
  for (const field of OPTION_FIELDS) {
    const value = fields[field];
    if (value !== undefined) {
      const { keyword, implied } = OPTIONS[field];
      if (value !== implied) {
        words.push(keyword + restOf(field, value));
      }
    }
  }
  return words;
}

/** What follows the keyword. */
export function restOf(field: OptionField, value: Value): string {
  return OPTIONS[field].write?.(value) ?? String(value);
}
