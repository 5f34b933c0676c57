// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import { nearest } from '@u-dma-buf-mgr/client';

import type { CommandHelp, OptionHelp } from './help-table.ts';
import { UsageError } from './usage-error.ts';

/** The words of a command, sorted out. */
export interface Arguments {
  readonly operands: readonly string[];
  /** By name with its dashes; an option that takes no value has the empty string. The last of a repeated one counts. */
  readonly options: ReadonlyMap<string, string>;
}

/** Sorts the words after a command's name by what the help table says of it. */
export function parseArguments(words: readonly string[], command: CommandHelp): Arguments | 'help' {
  const operands: string[] = [];
  const options = new Map<string, string>();
  const following = [...words];
  for (let word = following.shift(); word !== undefined; word = following.shift()) {
    if (word === '--help' || word === '-h') {
      return 'help';
    }
    if (word === '--') {
      operands.push(...following);
      break;
    }
    if (word.startsWith('-') && word !== '-') {
      options.set(...takeOption(word, following, command));
    } else {
      operands.push(word);
    }
  }
  checkOperands(operands, command);
  return { operands, options };
}

/** The option that a word is, and its value, which may be the first of the words that follow. */
function takeOption(word: string, following: string[], command: CommandHelp): [name: string, value: string] {
  const { option, attached } = findOption(word, command);
  if (option.value === undefined) {
    if (attached !== undefined) {
      throw usage(command, `${option.name} takes no value`);
    }
    return [option.name, ''];
  }
  const value = attached ?? following.shift();
  if (value === undefined) {
    throw usage(command, `${option.name} needs a value: ${option.name} ${option.value}`);
  }
  return [option.name, value];
}

function findOption(word: string, command: CommandHelp): { option: OptionHelp; attached: string | undefined } {
  const equals = word.indexOf('=');
  const name = equals < 0 ? word : word.slice(0, equals);
  const option = command.options.find((candidate) => candidate.name === name);
  if (option === undefined) {
    const near = nearest(name, ['--help', ...command.options.map((candidate) => candidate.name)]);
    throw usage(command, `there is no option ${JSON.stringify(name)}`, near && `did you mean ${near}?`);
  }
  return { option, attached: equals < 0 ? undefined : word.slice(equals + 1) };
}

function checkOperands(operands: readonly string[], command: CommandHelp): void {
  const missing = command.operands.slice(operands.length).map(({ name }) => name);
  if (missing.length > 0) {
    throw usage(command, `${missing.join(' and ')} ${missing.length === 1 ? 'is' : 'are'} missing`);
  }
  const extra = operands[command.operands.length];
  if (extra !== undefined && command.operands.at(-1)?.repeatable !== true) {
    throw usage(command, `there is a word too many: ${JSON.stringify(extra)}`, moduleSyntaxHint(extra, command));
  }
}

/** Who has written to the control device by hand writes `bus=pci`. */
function moduleSyntaxHint(word: string, command: CommandHelp): string | undefined {
  const [name = ''] = word.split('=');
  return command.options.some((option) => option.name === `--${name}`) ? `did you mean --${word}?` : undefined;
}

function usage(command: CommandHelp, message: string, hint?: string): UsageError {
  return new UsageError(`${command.name}: ${message}`, hint ?? `see u-dma-buf-mgr ${command.name} --help`);
}
