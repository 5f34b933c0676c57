// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import { loadHelp } from '../command-table.ts';
import type { CommandName } from '../command-table.ts';
import type { CommandHelp } from '../command.ts';
import { Arguments, parseArguments } from './arguments.ts';

/** The operands, and what every option of the command says. */
async function parsed(words: readonly string[], name: CommandName): Promise<unknown> {
  const help = await loadHelp(name);
  const result = parseArguments(words, help);
  if (!(result instanceof Arguments)) {
    return result;
  }
  const options = help.options
    .filter((option) => result.has(option.name))
    .map((option) => [option.name, result.text(option.name)]);
  return { operands: result.operands, options: Object.fromEntries(options) as unknown };
}

test.each<[string[], string[], Record<string, string>]>([
  [['a', '64K'], ['a', '64K'], {}],
  [['a', '64K', '--bus', 'pci', '--device', 'd'], ['a', '64K'], { '--bus': 'pci', '--device': 'd' }],
  [['--dma-mask=28', 'a', '64K'], ['a', '64K'], { '--dma-mask': '28' }],
  [['a', '--mmap', 'on', '64K', '--mmap', 'off'], ['a', '64K'], { '--mmap': 'off' }],
  [['a', '64K', '--device='], ['a', '64K'], { '--device': '' }],
  [['a', '64K', '--device', '--bus'], ['a', '64K'], { '--device': '--bus' }],
  [['a', '64K', '--device=x=y'], ['a', '64K'], { '--device': 'x=y' }],
  [['--', '-a', '--bus'], ['-a', '--bus'], {}],
  [['a', '-'], ['a', '-'], {}],
])('create %p', async (words, operands, options) => {
  expect(await parsed(words, 'create')).toEqual({ operands, options });
});

test('delete takes many names', async () => {
  expect(await parsed(['a', 'b', 'c'], 'delete')).toMatchObject({ operands: ['a', 'b', 'c'] });
});

test('an option without a value', async () => {
  expect(await parsed(['--json'], 'list')).toEqual({ operands: [], options: { '--json': '' } });
});

test.each([[['--help']], [['-h']], [['a', '--help', '--nonsense']]])('%p asks for help', async (words) => {
  expect(await parsed(words, 'create')).toBe('help');
});

const imagined: CommandHelp = {
  name: 'imagined',
  summary: '',
  paragraphs: [],
  operands: [{ name: 'FILE', text: '', optional: true, repeatable: true }],
  options: [
    { name: '--dry-run', short: '-n', text: '' },
    { name: '--out', short: '-o', value: 'FILE', text: '' },
  ],
  examples: [],
};

test.each([[[]], [['a']], [['a', 'b']]])('optional operands may be none, or many: %p', (words) => {
  expect(parseArguments(words, imagined)).toMatchObject({ operands: words });
});

test.each([['-n'], ['--dry-run']])('%s', (word) => {
  const result = parseArguments([word, '-q'], imagined) as Arguments;
  expect([result.has('--dry-run'), result.has('--quiet'), result.has('--other')]).toEqual([true, true, false]);
});

test.each<[string[], string | undefined]>([
  [['-nq'], undefined],
  [['-qn'], undefined],
  [['-nqo', 'f'], 'f'],
  [['-qnof'], 'f'],
  [['-n', '-q', '-o=f'], '=f'],
])('short options in a group: %p', (words, out) => {
  const result = parseArguments(words, imagined) as Arguments;
  expect([result.has('--dry-run'), result.has('--quiet'), result.text('--out')]).toEqual([true, true, out]);
});

test('help in a group', () => {
  expect(parseArguments(['-nh'], imagined)).toBe('help');
});

test.each([
  [['-nx'], 'imagined: there is no option "-x"'],
  [['-no'], 'imagined: --out needs a value: --out FILE'],
  [['--__proto__'], 'imagined: there is no option "--__proto__"'],
  [['--no-quiet'], 'imagined: there is no option "--no-quiet"'],
])('%p is refused', (words, message) => {
  expect(() => parseArguments(words, imagined)).toThrow(expect.objectContaining({ name: 'UsageError', message }));
});

test('the value of an option is read by whoever knows it', () => {
  const words = new Arguments([], new Map([['--bits', '12']]));
  expect([words.value('--bits', Number), words.value('--other', Number)]).toEqual([12, undefined]);
});

test.each<[CommandName, string[], string, string]>([
  ['create', [], 'create: NAME and SIZE are missing', 'see u-dma-buf-mgr create --help'],
  ['create', ['a'], 'create: SIZE is missing', 'see u-dma-buf-mgr create --help'],
  ['create', ['a', '1', 'b'], 'create: there is a word too many: "b"', 'see u-dma-buf-mgr create --help'],
  ['create', ['a', '1', 'bus=pci'], 'create: there is a word too many: "bus=pci"', 'did you mean --bus=pci?'],
  ['create', ['a', '1', '--buss', 'pci'], 'create: there is no option "--buss"', 'did you mean --bus?'],
  ['create', ['a', '1', '--dmamask=3'], 'create: there is no option "--dmamask"', 'did you mean --dma-mask?'],
  ['create', ['a', '-1'], 'create: there is no option "-1"', 'see u-dma-buf-mgr create --help'],
  ['create', ['a', '1', '--bus'], 'create: --bus needs a value: --bus BUS', 'see u-dma-buf-mgr create --help'],
  ['create', ['--quiet'], 'create: NAME and SIZE are missing', 'see u-dma-buf-mgr create --help'],
  ['list', ['a'], 'list: there is a word too many: "a"', 'see u-dma-buf-mgr list --help'],
  ['list', ['--json=1'], 'list: --json takes no value', 'see u-dma-buf-mgr list --help'],
])('%s %p is refused', async (name, words, message, hint) => {
  const help = await loadHelp(name);
  expect(() => parseArguments(words, help)).toThrow(expect.objectContaining({ name: 'UsageError', message, hint }));
});
