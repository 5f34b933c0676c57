// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

/** As many buffers as there can be. */
const MOST = 65536;

const RANGE = /\{([0-9]+)\.\.([0-9]+)\}/;

/**
 * The names that a name with ranges means: `rx{0..3}` is rx0 rx1 rx2 rx3, `cam{00..11}` has two digits each, and with
 * several ranges the last counts fastest. Throws a text that says what is wrong.
 */
export function expandName(template: string): string[] {
  // Text, and between texts the first and the last number of a range.
  const [start = '', ...pieces] = template.split(RANGE);
  let names = [start];
  for (let at = 0; at < pieces.length; at += 3) {
    const [first = '', last = '', text = ''] = pieces.slice(at, at + 3);
    const endings = expandRange(first, last).map((number) => number + text);
    if (names.length * endings.length > MOST) {
      throw new RangeError(`${template} is of more than ${MOST} buffers`);
    }
    names = names.flatMap((name) => endings.map((ending) => name + ending));
  }
  return names;
}

function expandRange(first: string, last: string): string[] {
  const count = Number(last) - Number(first) + 1;
  if (count < 1) {
    throw new RangeError(`range {${first}..${last}} counts down`);
  }
  if (count > MOST) {
    throw new RangeError(`range {${first}..${last}} is of more than ${MOST} buffers`);
  }
  const width = first.startsWith('0') && first !== '0' ? first.length : 1;
  return Array.from({ length: count }, (_, index) => String(Number(first) + index).padStart(width, '0'));
}
