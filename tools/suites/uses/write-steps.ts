// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

// write-steps PAGE DIRECTORY: the commands of a page, as files.
//
// DIRECTORY/build is a script of the commands that build the page's programs. DIRECTORY/NNN.sh is a command for the
// machine, and NNN.wanted has an extended regular expression for each line that it prints.

import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { blocks, pattern, type Step } from './steps.ts';

const [page = '', directory = ''] = process.argv.slice(2);
const all = blocks(readFileSync(page, 'utf8'));

function stepsOf(place: string): Step[] {
  return all.filter(({ where }) => where === place).flatMap(({ steps }) => steps);
}

mkdirSync(directory, { recursive: true });
writeFileSync(
  join(directory, 'build'),
  stepsOf('build')
    .map(({ command }) => `${command}\n`)
    .join(''),
);
for (const [index, { command, output }] of stepsOf('machine').entries()) {
  const name = join(directory, String(index + 1).padStart(3, '0'));
  writeFileSync(`${name}.sh`, `${command}\n`);
  writeFileSync(`${name}.wanted`, output.map((line) => `${pattern(line)}\n`).join(''));
}
