// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import { commonOptions } from '../arguments/common-options.ts';
import type { CommandHelp, OperandHelp, OptionHelp } from '../command.ts';
import type { HelpTable } from './help-table.ts';
import { bold, header, italic, item, roff, separated } from './roff.ts';

/** The manual page, as roff with the man macros. Not a part of the command: the build of the packages writes it. */
export function manPage(table: HelpTable, version: string, date: string): string {
  const { program, summary, paragraphs, options, commands, exitStatuses, environment, files, seeAlso } = table;
  const examples = commands.flatMap((command) => command.examples);
  return [
    ...header(program, 1, 'User Commands', version, date),
    '.SH NAME',
    roff(`${program} - ${summary}`),
    '.SH SYNOPSIS',
    ...synopses(table),
    '.SH DESCRIPTION',
    ...separated(paragraphs),
    '.SH COMMANDS',
    ...commands.flatMap(commandSection),
    '.SH OPTIONS',
    ...[...options, ...commonOptions.filter(({ name }) => name !== '--help')].flatMap(optionItem),
    '.SH EXIT STATUS',
    ...exitStatuses.flatMap(({ status, text }) => item(bold(String(status)), text)),
    ...commands.flatMap(commandStatuses),
    '.SH ENVIRONMENT',
    ...environment.flatMap(({ name, text }) => item(bold(name), text)),
    '.SH FILES',
    ...files.flatMap(({ path, text }) => item(italic(path), text)),
    '.SH EXAMPLES',
    ...examples.flatMap(({ command, text }) => item(bold(command), text)),
    '.SH SEE ALSO',
    seeAlso.map(({ page, section }) => `${bold(page)}(${section})`).join(', '),
    '',
  ].join('\n');
}

function synopses({ program, commands, options }: HelpTable): string[] {
  return [...commands.map(commandSynopsis), ...options.map(optionLabel)].flatMap((line, index) => [
    ...(index === 0 ? [] : ['.br']),
    `${bold(program)} ${line}`,
  ]);
}

function commandSynopsis({ name, operands, options }: CommandHelp): string {
  return [bold(name), ...operands.map(operandLabel), ...options.map(optionSynopsis)].join(' ');
}

function optionSynopsis(option: OptionHelp): string {
  return option.required === true ? optionLabel(option) : `[${optionLabel(option)}]`;
}

function commandSection(command: CommandHelp): string[] {
  return [
    `.SS ${command.name}`,
    commandSynopsis(command),
    '.PP',
    ...separated([command.summary, ...command.paragraphs]),
    ...command.operands.flatMap((operand) => item(operandLabel(operand), operand.text)),
    ...command.options.flatMap(optionItem),
  ];
}

function operandLabel({ name, optional, repeatable }: OperandHelp): string {
  const label = optional === true ? `[${italic(name)}]` : italic(name);
  return `${label}${repeatable === true ? '...' : ''}`;
}

function optionLabel({ name, value }: OptionHelp): string {
  return value === undefined ? bold(name) : `${bold(name)} ${italic(value)}`;
}

function optionItem(option: OptionHelp): string[] {
  const { short } = option;
  return item(short === undefined ? optionLabel(option) : `${bold(short)}, ${optionLabel(option)}`, option.text);
}

/** Those that only this command has. */
function commandStatuses({ name, exitStatuses = [] }: CommandHelp): string[] {
  return exitStatuses.flatMap(({ status, text }) => item(`${bold(String(status))} (${bold(name)})`, text));
}
