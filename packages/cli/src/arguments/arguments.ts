// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import { nearest } from '@u-dma-buf-mgr/client';

import type { CommandHelp, OptionHelp } from '../command.ts';
import { UsageError } from '../error.ts';
import { commonOptions } from './common-options.ts';

/** The words of a command, sorted out. Options go by their long name with its dashes. */
export class Arguments {
  readonly operands: readonly string[];
  readonly #options: ReadonlyMap<string, string>;

  constructor(operands: readonly string[], options: ReadonlyMap<string, string>) {
    this.operands = operands;
    this.#options = options;
  }

  /** Whether the option was given. */
  has(option: string): boolean {
    return this.#options.has(option);
  }

  /** The value of an option as it was given, the last one of several; undefined where it was not. */
  text(option: string): string | undefined {
    return this.#options.get(option);
  }

  /** The value of an option, read by a function that throws where it cannot be. */
  value<T>(option: string, parse: (text: string) => T): T | undefined {
    const text = this.text(option);
    return text === undefined ? undefined : parse(text);
  }
}

/** Sorts the words after a command's name by what the help says of it. */
export function parseArguments(words: readonly string[], command: CommandHelp): Arguments | 'help' {
  const operands: string[] = [];
  const options = new Map<string, string>();
  const following = [...words];
  for (let word = following.shift(); word !== undefined; word = following.shift()) {
    if (word === '--') {
      operands.push(...following);
      break;
    }
    if (word.startsWith('-') && word !== '-') {
      const [name, value] = takeOption(word, following, command);
      if (name === '--help') {
        return 'help';
      }
      options.set(name, value);
    } else {
      operands.push(word);
    }
  }
  checkOperands(operands, command);
  return new Arguments(operands, options);
}

/** The option that a word is, and its value, which may be the first of the words that follow. */
function takeOption(word: string, following: string[], command: CommandHelp): [name: string, value: string] {
  const { option, attached } = findOption(word, command);
  if (option.value === undefined) {
    if (attached !== undefined) {
      throw misuse(command, `${option.name} takes no value`);
    }
    return [option.name, ''];
  }
  const value = attached ?? following.shift();
  if (value === undefined) {
    throw misuse(command, `${option.name} needs a value: ${option.name} ${option.value}`);
  }
  return [option.name, value];
}

function findOption(word: string, command: CommandHelp): { option: OptionHelp; attached: string | undefined } {
  const equals = word.startsWith('--') ? word.indexOf('=') : -1;
  const name = equals < 0 ? word : word.slice(0, equals);
  const known = [...command.options, ...commonOptions];
  const option = known.find((candidate) => candidate.name === name || candidate.short === name);
  if (option === undefined) {
    const near = nearest(
      name,
      known.map((candidate) => candidate.name),
    );
    throw misuse(command, `there is no option ${JSON.stringify(name)}`, near && `did you mean ${near}?`);
  }
  return { option, attached: equals < 0 ? undefined : word.slice(equals + 1) };
}

function checkOperands(operands: readonly string[], command: CommandHelp): void {
  const missing = command.operands
    .slice(operands.length)
    .filter(({ optional }) => optional !== true)
    .map(({ name }) => name);
  if (missing.length > 0) {
    throw misuse(command, `${missing.join(' and ')} ${missing.length === 1 ? 'is' : 'are'} missing`);
  }
  const extra = operands[command.operands.length];
  if (extra !== undefined && command.operands.at(-1)?.repeatable !== true) {
    throw misuse(command, `there is a word too many: ${JSON.stringify(extra)}`, moduleSyntaxHint(extra, command));
  }
}

/** Who has written to the control device by hand writes `bus=pci`. */
function moduleSyntaxHint(word: string, command: CommandHelp): string | undefined {
  const [name = ''] = word.split('=');
  return command.options.some((option) => option.name === `--${name}`) ? `did you mean --${word}?` : undefined;
}

/** An error in how a command was called. */
export function misuse({ name }: Pick<CommandHelp, 'name'>, message: string, hint?: string): UsageError {
  return new UsageError(`${name}: ${message}`, hint ?? `see u-dma-buf-mgr ${name} --help`);
}
