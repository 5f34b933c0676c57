// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

// list-mutants COUNT SEED FILE…: a sample of the mutants of C files below kmod/, a line each: file, line, kind and
// text, between tabs (a tab in the text is \t), and `same` behind one that same-mutants names.

import { readFileSync } from 'node:fs';

import { sample } from '../../lib/sample.mjs';
import { mutantsOf, readSame } from './mutants.mjs';

const isSame = readSame();
const [count = '', seed = '', ...files] = process.argv.slice(2);
const mutants = files.flatMap((file) => mutantsOf(file, readFileSync(`kmod/${file}`, 'utf8')));
for (const mutant of sample(mutants, Number(count), Number(seed))) {
  const { file, line, kind, text } = mutant;
  console.log([file, line, kind, text.replaceAll('\t', '\\t'), isSame(mutant) ? 'same' : ''].join('\t'));
}
