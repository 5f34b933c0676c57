// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import { commandHelp, overview } from './help.ts';
import { helpTable } from './help-table.ts';

const table = helpTable();

test.each(['overview', ...table.commands.map(({ name }) => name)])('%s fits a terminal', (name) => {
  const command = table.commands.find((candidate) => candidate.name === name);
  const text = command === undefined ? overview() : commandHelp(command);
  expect(text.split('\n').filter((line) => line.length > 79 || line.endsWith(' '))).toEqual([]);
  expect(text).toMatch(/^usage: u-dma-buf-mgr [^]*[^\n]\n$/);
});

test('the overview names every command and every exit status', () => {
  const text = overview();
  for (const { name, summary } of table.commands) {
    expect(text).toMatch(new RegExp(`^  ${name}\\b.*\\n      ${summary}$`, 'm'));
  }
  expect(text).toMatch(/^Exit status:\n {2}0\n.*\n {2}1\n.*\n {2}2\n/m);
});

test.each(table.commands)('the help of $name says all that the table says', (command) => {
  const text = commandHelp(command).replaceAll(/\s+/g, ' ');
  const { summary, paragraphs, operands, options, examples } = command;
  for (const part of [summary, ...paragraphs, ...[...operands, ...options, ...examples].map((entry) => entry.text)]) {
    expect(text).toContain(part);
  }
});

test.each(
  table.commands.flatMap(({ name, summary, paragraphs, operands, options, examples }) =>
    [summary, ...paragraphs, ...[...operands, ...options, ...examples].map((entry) => entry.text)].map((text) => [
      name,
      text,
    ]),
  ),
)('%s: %s is made of sentences', (_, text) => {
  expect(text).toMatch(/^[A-Z].*\.$/);
});

test('the usage of a command with many options is broken between them', () => {
  const [create] = table.commands;
  expect(create && commandHelp(create)).toMatch(
    /^usage: u-dma-buf-mgr create NAME SIZE \[--device DEVICE\] \[--bus BUS\]\n {28}\[--dma-mask BITS\] \[--mmap MODE\]\n/,
  );
});
