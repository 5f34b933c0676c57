// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

// The single-line mutants of C sources: what somebody may forget or mistake. A mutant is a file, a line, and what
// stands there instead.

import { readFileSync } from 'node:fs';

/** @typedef {{ file: string, line: number, kind: string, text: string }} Mutant */
/** @typedef {{ kind: string, of: (line: string, next: string) => string[] }} Kind */

const GIVES_BACK =
  /^\s+\w*(put|free|release|unregister|destroy|drop|unmap|unpin|remove|del|detach|close|wake_up|complete)\w*\(.*\);$/;
const UNLOCKS = /^\s+\w*(unlock|up_read|up_write|enable)\w*\(.*\);$/;
const LEAVES = /^\s+(return|goto|break|continue)\b/;

/** The comment tells a reader of the survivors what is missing. @param {string} line */
const withoutStatement = (line) => line.replace(/(\S.*);$/, '; /* $1 */');

/**
 * The line with one of the words in the place of another, once for each place.
 *
 * @param {string} line @param {[RegExp, string][]} swaps
 */
function swapped(line, swaps) {
  return swaps.flatMap(([word, other]) =>
    [...line.matchAll(word)].map(
      ({ 0: found, index }) => line.slice(0, index) + other + line.slice(index + found.length),
    ),
  );
}

/** @type {Kind[]} */
const KINDS = [
  { kind: 'dropped put or free', of: (line) => (GIVES_BACK.test(line) ? [withoutStatement(line)] : []) },
  { kind: 'dropped unlock', of: (line) => (UNLOCKS.test(line) ? [withoutStatement(line)] : []) },
  {
    kind: 'dropped check',
    of: (line, next) => (LEAVES.test(next) ? swapped(line, [[/^(?=\s*if \(.*\)$)/g, '']]).map(unconditional) : []),
  },
  {
    kind: 'swapped direction',
    of: (line) =>
      swapped(line, [
        [/\bDMA_TO_DEVICE\b/g, 'DMA_FROM_DEVICE'],
        [/\bDMA_FROM_DEVICE\b/g, 'DMA_TO_DEVICE'],
        [/_for_cpu(?=\()/g, '_for_device'],
        [/_for_device(?=\()/g, '_for_cpu'],
      ]),
  },
  {
    kind: 'off by one',
    of: (line) =>
      swapped(line, [
        [/ < (?=[^<])/g, ' <= '],
        [/ <= /g, ' < '],
        [/ > (?=[^>])/g, ' >= '],
        [/ >= /g, ' > '],
        [/ [-+] 1\b(?!U?L?L?\w)/g, ''],
      ]),
  },
];

/** @param {string} line */
function unconditional(line) {
  return line.replace(/if \((.*)\)$/, 'if (0 && ($1))');
}

/** @param {string} line */
const isCode = (line) => !/^\s*(\*|\/\*|#|\/\/)/.test(line) && !line.endsWith('\\');

/**
 * @param {string} file its name in the mutants
 * @param {string} source
 * @returns {Mutant[]}
 */
export function mutantsOf(file, source) {
  const lines = source.split('\n');
  return lines.flatMap((line, index) =>
    isCode(line)
      ? KINDS.flatMap(({ kind, of }) =>
          of(line, lines[index + 1] ?? '').map((text) => ({ file, line: index + 1, kind, text })),
        )
      : [],
  );
}

/** The rows of same-mutants: file and line of a mutant that changes nothing which anybody can see. */
export function sameMutants() {
  return readFileSync(new URL('same-mutants', import.meta.url), 'utf8')
    .split('\n')
    .filter((row) => row !== '' && !row.startsWith('#'))
    .map((row) => row.split('\t'))
    .map(([file = '', text = '']) => ({ file, text }));
}

/** Tells whether a mutant is one of them. */
export function readSame() {
  const rows = sameMutants();
  return (/** @type {Mutant} */ { file, text }) => rows.some((row) => row.file === file && row.text === text.trim());
}
