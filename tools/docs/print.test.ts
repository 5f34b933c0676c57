// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { printed } from './print.ts';

let repository: string;
beforeEach(() => {
  repository = mkdtempSync(join(tmpdir(), 'u-dma-buf-mgr-print-'));
});
afterEach(() => rmSync(repository, { recursive: true }));

const between = (what: string, text: string): string =>
  `before\n<!-- print: ${what} -->\n${text}<!-- end of print -->\nafter\n`;

test('a file takes the place of what stood there, without the lines about its licence', async () => {
  writeFileSync(join(repository, 'a.c'), '// SPDX-License-Identifier: BSD-2-Clause\n\nint a;\n');
  expect(await printed(repository, between('file a.c', 'old\n'))).toBe(between('file a.c', '\n```c\nint a;\n```\n\n'));
});

test('suites: those of a time, in a table as prettier formats it', async () => {
  mkdirSync(join(repository, 'tools/suites'), { recursive: true });
  writeFileSync(
    join(repository, 'tools/suites/list'),
    '# name\n\na | gate | p | run a | what a is\nb | later | p | run b | b\n',
  );
  expect(await printed(repository, between('suites gate', ''))).toContain(
    '| suite | command | what it is |\n| ----- | ------- | ---------- |\n| a     | `run a` | what a is  |\n',
  );
});

test('a time at which no suite runs is a mistake', async () => {
  mkdirSync(join(repository, 'tools/suites'), { recursive: true });
  writeFileSync(join(repository, 'tools/suites/list'), 'a | gate | p | run a | what a is\n');
  await expect(printed(repository, between('suites alone gate', ''))).rejects.toThrow('no suite that runs alone');
});

test('a document without prints stays as it is', async () => {
  expect(await printed(repository, '# A page\n')).toBe('# A page\n');
});

test('a printer that there is not is a mistake', async () => {
  await expect(printed(repository, between('poem', ''))).rejects.toThrow('there is no printer poem');
});

test('a print that would be passed over is a mistake', async () => {
  const broken = 'before\n<!-- print: file\na.c -->\n<!-- end of print -->\nafter\n';
  await expect(printed(repository, broken)).rejects.toThrow('a print has no line of its own, or no end');
});
