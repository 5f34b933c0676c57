// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import { parseArguments } from './arguments.ts';
import { helpTable } from './help-table.ts';
import type { CommandHelp, CommandName } from './help-table.ts';

function command(name: CommandName): CommandHelp {
  const found = helpTable().commands.find((candidate) => candidate.name === name);
  if (found === undefined) {
    throw new Error(`no command ${name}`);
  }
  return found;
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
])('create %p', (words, operands, options) => {
  const parsed = parseArguments(words, command('create'));
  expect(parsed).toEqual({ operands, options: new Map(Object.entries(options)) });
});

test('delete takes many names', () => {
  expect(parseArguments(['a', 'b', 'c'], command('delete'))).toMatchObject({ operands: ['a', 'b', 'c'] });
});

test('an option without a value', () => {
  expect(parseArguments(['--json'], command('list'))).toMatchObject({ options: new Map([['--json', '']]) });
});

test.each([[['--help']], [['-h']], [['a', '--help', '--nonsense']]])('%p asks for help', (words) => {
  expect(parseArguments(words, command('create'))).toBe('help');
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
  ['delete', [], 'delete: NAME is missing', 'see u-dma-buf-mgr delete --help'],
  ['list', ['a'], 'list: there is a word too many: "a"', 'see u-dma-buf-mgr list --help'],
  ['list', ['--json=1'], 'list: --json takes no value', 'see u-dma-buf-mgr list --help'],
])('%s %p is refused', (name, words, message, hint) => {
  expect(() => parseArguments(words, command(name))).toThrow(
    expect.objectContaining({ name: 'UsageError', message, hint }),
  );
});
