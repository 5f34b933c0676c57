// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import { commonOptions } from '../arguments/common-options.ts';
import type { CommandHelp, OperandHelp, OptionHelp } from '../command.ts';
import { wrap, wrapWords } from '../output/wrap.ts';
import { helpTable } from './help-table.ts';

/** What `u-dma-buf-mgr --help` says. */
export async function overview(): Promise<string> {
  const { program, summary, commands, options, paragraphs, exitStatuses } = await helpTable();
  return (
    [
      `usage: ${program} COMMAND [WORD]...`,
      `${program}: ${summary}.`,
      ...paragraphs.map((text) => wrap(text)),
      commandSection(commands),
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
  const { summary, paragraphs, operands, options, examples, exitStatuses = [] } = command;
  return (
    [
      usage(command),
      [summary, ...paragraphs].map((text) => wrap(text)).join('\n\n'),
      section(
        'Operands',
        operands.map(({ name, text }) => [name, text]),
      ),
      section('Options', [...options, ...commonOptions].map(labelled)),
      section(
        'Exit status, beyond that of every command',
        exitStatuses.map(({ status, text }) => [String(status), text]),
      ),
      section(
        'Examples',
        examples.map(({ command: line, text }) => [line, text]),
      ),
    ]
      .filter((part) => part !== '')
      .join('\n\n') + '\n'
  );
}

/** An operand as a synopsis shows it: `NAME`, `NAME...`, `[FILE]...`. */
export function operandLabel({ name, optional, repeatable }: OperandHelp): string {
  return `${optional === true ? `[${name}]` : name}${repeatable === true ? '...' : ''}`;
}

/** One line a command: what it is called, and what it is for. */
function commandSection(commands: readonly CommandHelp[]): string {
  const width = Math.max(...commands.map(({ name }) => name.length));
  return ['Commands:', ...commands.map(({ name, summary }) => `  ${name.padEnd(width)}  ${summary}`)].join('\n');
}

function usage(command: CommandHelp): string {
  const start = `usage: u-dma-buf-mgr ${command.name} `;
  const options = command.options.map((option) =>
    option.required === true ? longLabel(option) : `[${longLabel(option)}]`,
  );
  return (start + wrapWords([...command.operands.map(operandLabel), ...options], ' '.repeat(start.length))).trimEnd();
}

function longLabel({ name, value }: OptionHelp): string {
  return value === undefined ? name : `${name} ${value}`;
}

function labelled(option: OptionHelp): [label: string, text: string] {
  return [option.short === undefined ? longLabel(option) : `${option.short}, ${longLabel(option)}`, option.text];
}

function section(title: string, entries: readonly (readonly [label: string, text: string])[]): string {
  const lines = entries.map(([label, text]) => `  ${label}\n${wrap(text, '      ')}`);
  return entries.length === 0 ? '' : `${title}:\n${lines.join('\n')}`;
}
