// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import { helpTable } from './help-table.ts';
import type { CommandHelp, OptionHelp } from './help-table.ts';
import { wrap, wrapWords } from './wrap.ts';

/** What `u-dma-buf-mgr --help` says. */
export function overview(): string {
  const { program, summary, commands, options, paragraphs, exitStatuses } = helpTable();
  return (
    [
      `usage: ${program} COMMAND [WORD]...`,
      `${program}: ${summary}.`,
      ...paragraphs.map((text) => wrap(text)),
      section(
        'Commands',
        commands.map((command) => [synopsis(command), command.summary]),
      ),
      section('Options', options.map(labelled)),
      section(
        'Exit status',
        exitStatuses.map(({ status, text }) => [String(status), text]),
      ),
      `See also: ${program} COMMAND --help`,
    ].join('\n\n') + '\n'
  );
}

/** What `u-dma-buf-mgr COMMAND --help` says. */
export function commandHelp(command: CommandHelp): string {
  const { summary, paragraphs, operands, options, examples } = command;
  return (
    [
      usage(command),
      [summary, ...paragraphs].map((text) => wrap(text)).join('\n\n'),
      section(
        'Operands',
        operands.map(({ name, text }) => [name, text]),
      ),
      section('Options', [...options, { name: '--help', text: 'Show this help.' }].map(labelled)),
      section(
        'Examples',
        examples.map(({ command: line, text }) => [line, text]),
      ),
    ]
      .filter((part) => part !== '')
      .join('\n\n') + '\n'
  );
}

function synopsis(command: CommandHelp): string {
  return [command.name, ...operandLabels(command)].join(' ');
}

function operandLabels({ operands }: CommandHelp): string[] {
  return operands.map(({ name, repeatable }) => (repeatable === true ? `${name}...` : name));
}

function usage(command: CommandHelp): string {
  const start = `usage: u-dma-buf-mgr ${command.name} `;
  const options = command.options.map((option) => `[${labelled(option)[0]}]`);
  return start + wrapWords([...operandLabels(command), ...options], ' '.repeat(start.length));
}

function labelled({ name, value, text }: OptionHelp): [label: string, text: string] {
  return [value === undefined ? name : `${name} ${value}`, text];
}

function section(title: string, entries: readonly (readonly [label: string, text: string])[]): string {
  const lines = entries.map(([label, text]) => `  ${label}\n${wrap(text, '      ')}`);
  return entries.length === 0 ? '' : `${title}:\n${lines.join('\n')}`;
}
