// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import { MAX_SIZE } from './limits.ts';
import { notDigit, numberMissing, numberTooLarge } from './reasons.ts';
import type { Refuse } from './refuse.ts';

interface Base {
  /** How JavaScript marks it. */
  readonly prefix: string;
  /** How long its mark in the text is. */
  readonly length: number;
  /** What is no digit of it. */
  readonly wrong: RegExp;
}

const HEXADECIMAL: Base = { prefix: '0x', length: 2, wrong: /[^0-9a-f]/i };
const OCTAL: Base = { prefix: '0o', length: 0, wrong: /[^0-7]/ };
const DECIMAL: Base = { prefix: '', length: 0, wrong: /[^0-9]/ };

/** As the kernel's kstrtoull() with base 0: decimal, 0x hexadecimal or 0 octal, and perhaps a plus before it. */
export function readNumber(text: string, refuse: Refuse): bigint {
  const sign = text.startsWith('+') ? 1 : 0;
  const number = text.slice(sign);
  if (number === '') {
    return refuse(numberMissing, { at: text.length, text: '' });
  }
  const { prefix, length, wrong } = baseOf(number);
  const digits = number.slice(length);
  const bad = digits.search(wrong);
  return bad < 0
    ? BigInt(prefix + digits)
    : refuse(notDigit, { at: sign + length + bad, hint: 'decimal, 0x hexadecimal or 0 octal' });
}

export function checkNumber(number: bigint | number, refuse: Refuse): bigint {
  return number > MAX_SIZE ? refuse(numberTooLarge, { code: 'EOVERFLOW' }) : BigInt(number);
}

function baseOf(text: string): Base {
  if (/^0x[0-9a-f]/i.test(text)) {
    return HEXADECIMAL;
  }
  return text.startsWith('0') ? OCTAL : DECIMAL;
}
