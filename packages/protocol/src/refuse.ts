// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import { ProtocolError } from './error.ts';
import type { ProtocolErrorDetails } from './error.ts';
import { MAX_COMMAND_LENGTH } from './limits.ts';
import { commandTooLong } from './reasons.ts';

export interface Refusal extends Partial<ProtocolErrorDetails> {
  /** The wrong byte, counted from the first one of the value. */
  readonly at?: number;
  /** The keyword is as wrong as its value. */
  readonly whole?: true;
}

/** Throws what is wrong in a value. Whoever checks one has this from who knows where the value stands. */
export type Refuse = (reason: string, refusal?: Refusal) => never;

/** A piece of a command's text, and where it begins, from 1. */
export interface Word {
  readonly text: string;
  readonly column: number;
}

/** What refuses the value that follows so many bytes of a word, its keyword. */
export function refuser({ text, column }: Word, keywordLength = 0): Refuse {
  return (reason, { at = 0, whole, ...details } = {}) => {
    const skipped = whole ? 0 : keywordLength;
    throw new ProtocolError({
      code: 'EINVAL',
      column: column + skipped + at,
      text: text.slice(skipped),
      reason,
      ...details,
    });
  };
}

/** Throws a command that is longer than the module takes. */
export function checkLength(text: { readonly length: number }): void {
  if (text.length > MAX_COMMAND_LENGTH) {
    refuser({ text: '', column: MAX_COMMAND_LENGTH + 1 })(commandTooLong, { code: 'E2BIG' });
  }
}
