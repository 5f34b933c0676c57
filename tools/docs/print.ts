// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

// What documents have from other files and from commands. It stands between two comments:
//
//   <!-- print: file examples/use/buffer.c -->
//   <!-- end of print -->

import { readFileSync } from 'node:fs';
import { extname, join } from 'node:path';

import { loadHelp, commandNames } from '../../packages/cli/src/command-table.ts';
import { printFigures, printFloors } from './figures.ts';
import { formatTable } from './table.ts';

type Printer = (repository: string, argument: string) => string | Promise<string>;

const LANGUAGES: Readonly<Record<string, string>> = {
  '.c': 'c',
  '.cpp': 'cpp',
  '.dtsi': 'dts',
  '.py': 'python',
  '.rs': 'rust',
  '.toml': 'toml',
  '.ts': 'ts',
};

const printers: Readonly<Record<string, Printer>> = {
  file: printFile,
  suites: printSuites,
  commands: printCommands,
  figures: printFigures,
  floors: printFloors,
};

/** The document, with what is printed into it as it is to be. */
export async function printed(repository: string, document: string): Promise<string> {
  const parts = document.split(/(<!-- print: .+ -->\n)[^]*?(?=<!-- end of print -->\n)/);
  if (document.split('<!-- print:').length !== (parts.length + 1) / 2) {
    throw new Error('a print has no line of its own, or no end');
  }
  return (await Promise.all(parts.map((part) => withPrint(repository, part)))).join('');
}

async function withPrint(repository: string, part: string): Promise<string> {
  const [, name = '', argument = ''] = /^<!-- print: (\S+) ?(.*) -->\n$/.exec(part) ?? [];
  if (name === '') return part;
  const printer = printers[name];
  if (printer === undefined) throw new Error(`there is no printer ${name}`);
  return `${part}\n${await printer(repository, argument)}\n`;
}

/** A file, without the lines about its licence. */
function printFile(repository: string, path: string): string {
  const lines = readFileSync(join(repository, path), 'utf8').split('\n');
  const text = lines.filter((line) => !line.includes('SPDX-')).join('\n');
  return `\`\`\`${LANGUAGES[extname(path)] ?? ''}\n${text.trim()}\n\`\`\`\n`;
}

/** The suites that run at a time, or at several, of tools/suites/list. */
function printSuites(repository: string, when: string): string {
  const times = when.split(' ');
  const suites = readFileSync(join(repository, 'tools/suites/list'), 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => line.split('|').map((field) => field.trim()));
  const unknown = times.find((time) => !suites.some(([, field]) => field === time));
  if (unknown !== undefined) throw new Error(`tools/suites/list has no suite that runs ${unknown}`);
  const rows = suites
    .filter(([, field = '']) => times.includes(field))
    .map(([name = '', , , command = '', what = '']) => [name, `\`${command}\``, what]);
  return formatTable(['suite', 'command', 'what it is'], rows);
}

/** The commands of u-dma-buf-mgr, as --help has them. */
async function printCommands(): Promise<string> {
  const all = await Promise.all(commandNames.map(loadHelp));
  return formatTable(
    ['command', 'what it does'],
    all.map(({ name, summary }) => [`\`${name}\``, summary]),
  );
}
