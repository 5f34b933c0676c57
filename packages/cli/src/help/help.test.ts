// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import { commandNames, loadHelp } from '../command-table.ts';
import type { CommandHelp } from '../command.ts';
import { helpTable } from './help-table.ts';
import { commandHelp, overview } from './help.ts';

/** Each test evaluates the help anew: by that `nx mutate` knows that the test comes by it. */
beforeEach(() => jest.resetModules());

/** Every text of a command that a reader is to see. */
function texts({ summary, paragraphs, operands, options, examples, exitStatuses = [] }: CommandHelp): string[] {
  return [summary, ...paragraphs, ...[...operands, ...options, ...examples, ...exitStatuses].map(({ text }) => text)];
}

function misfits(text: string): string[] {
  return text.split('\n').filter((line) => line.length > 79 || line.endsWith(' '));
}

test('the overview fits a terminal, and names every command and every exit status', async () => {
  const text = await overview();
  expect(misfits(text)).toEqual([]);
  expect(text).toMatch(/^usage: u-dma-buf-mgr [^]*[^\n]\n$/);
  expect(text.match(/^[A-Z].*:$/gm)).toEqual(['Commands:', 'Options:', 'Exit status:']);
  for (const { name, summary } of (await helpTable()).commands) {
    expect(text).toMatch(new RegExp(`^  ${name} +${summary}$`, 'm'));
  }
  expect(text).toMatch(/^Exit status:\n {2}0\n.*\n {2}1\n.*\n {2}2\n/m);
});

test.each(commandNames)('the help of %s fits a terminal and says all that the table says', async (name) => {
  const help = await loadHelp(name);
  const text = commandHelp(help);
  expect(misfits(text)).toEqual([]);
  expect(text).toMatch(new RegExp(`^usage: u-dma-buf-mgr ${name}\\b[^]*[^\\n]\\n$`));
  for (const part of texts(help)) {
    expect(text.replaceAll(/\s+/g, ' ')).toContain(part);
  }
});

test.each(commandNames)('%s is told of in sentences, under its name, with an example', async (name) => {
  const help = await loadHelp(name);
  expect(help.name).toBe(name);
  expect(texts(help).filter((text) => !/^[A-Z].*\.$/.test(text))).toEqual([]);
  expect(help.examples.filter(({ command }) => !command.includes(`u-dma-buf-mgr ${name}`))).toEqual([]);
  expect(help.examples).not.toEqual([]);
});

test('what a shell may be is said of the operand', async () => {
  const text = commandHelp(await loadHelp('completion'));
  expect(text).toMatch(/^usage: u-dma-buf-mgr completion SHELL\n/);
  expect(text).toContain('\nOperands:\n  SHELL\n      One of bash, zsh, fish.\n');
});

test('an option that must be given stands without brackets', async () => {
  expect(commandHelp(await loadHelp('sync'))).toMatch(/^usage: u-dma-buf-mgr sync NAME --for OWNER \[--offset /);
});

test('the usage of a command with many options is broken between them', async () => {
  expect(commandHelp(await loadHelp('create'))).toMatch(
    /^usage: u-dma-buf-mgr create NAME SIZE \[--device DEVICE\] \[--bus BUS\]\n {28}\[--dma-mask BITS\] \[--mmap MODE\] \[--address ADDRESS\]\n {28}\[--region REGION\]\n/,
  );
});

test('what may be left out is in brackets, and short options stand before the long ones', () => {
  const text = commandHelp({
    name: 'imagined',
    summary: 'Imagine.',
    paragraphs: [],
    operands: [{ name: 'FILE', text: 'A file.', optional: true, repeatable: true }],
    options: [{ name: '--dry-run', short: '-n', text: 'Do nothing.' }],
    examples: [],
    exitStatuses: [{ status: 3, text: 'Something differs.' }],
  });
  expect(text).toMatch(/^usage: u-dma-buf-mgr imagined \[FILE\]\.\.\. \[--dry-run\]\n/);
  expect(text).toContain('  -n, --dry-run\n      Do nothing.\n');
  expect(text).toContain('  3\n      Something differs.\n');
});
