// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

const WIDTH = 79;

/** Breaks a text into lines that fit a terminal, each after the indent. */
export function wrap(text: string, indent = ''): string {
  return indent + wrapWords(text.split(' '), indent);
}

/** Joins words that must stay whole; every line but the first begins with the indent, as if that had it already. */
export function wrapWords(words: readonly string[], indent: string): string {
  let column = indent.length;
  return words
    .map((word, index) => {
      const fits = column + 1 + word.length <= WIDTH;
      column = index === 0 || !fits ? indent.length + word.length : column + 1 + word.length;
      if (index === 0) {
        return word;
      }
      return fits ? ` ${word}` : `\n${indent}${word}`;
    })
    .join('');
}
