// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import { isBufferName } from '@u-dma-buf-mgr/protocol';

/** As many buffers as there can be. */
const MOST = 65536;

const RANGE = /\{([0-9]+)\.\.([0-9]+)\}/;

/**
 * The names that a name with ranges means: `rx{0..3}` is rx0 rx1 rx2 rx3, `cam{00..11}` has two digits each, and with
 * several ranges the last counts fastest. Throws a text that says what is wrong.
 */
export function expandName(template: string): string[] {
  if (isBufferName(template)) {
    return [template];
  }
  const [range, first, last] = RANGE.exec(template) ?? [];
  if (range === undefined || first === undefined || last === undefined) {
    return [template];
  }
  const count = Number(last) - Number(first) + 1;
  if (count < 1) {
    throw new RangeError(`range ${range} counts down`);
  }
  if (count > MOST) {
    throw new RangeError(`range ${range} is of more than ${MOST} buffers`);
  }
  const width = first.startsWith('0') && first !== '0' ? first.length : 1;
  const names = Array.from({ length: count }, (_, index) =>
    template.replace(range, String(Number(first) + index).padStart(width, '0')),
  ).flatMap(expandName);
  if (names.length > MOST) {
    throw new RangeError(`${template} is of more than ${MOST} buffers`);
  }
  return names;
}
