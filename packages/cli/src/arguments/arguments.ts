// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import { parseArgs } from 'node:util';
import type { ParseArgsConfig } from 'node:util';

import { nearest } from '@u-dma-buf-mgr/client/command';

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
  for (const token of tokenize(words, command)) {
    if (token.kind === 'positional') {
      operands.push(token.value);
    } else if (token.kind === 'option') {
      const option = findOption(token, command);
      if (option.name === '--help') {
        return 'help';
      }
      options.set(option.name, readValue(option, token.value, command));
    }
  }
  checkOperands(operands, command);
  return new Arguments(operands, options);
}

type OptionConfig = NonNullable<ParseArgsConfig['options']>[string];
type OptionToken = Extract<ReturnType<typeof tokenize>[number], { kind: 'option' }>;

/** Node knows how words are options, groups of short ones and values; what is wrong is ours to say. */
function tokenize(words: readonly string[], command: CommandHelp) {
  const options = optionsOf(command).map(({ name, short, value }): [string, OptionConfig] => [
    name.slice(2),
    { type: value === undefined ? 'boolean' : 'string', ...(short && { short: short.slice(1) }) },
  ]);
  return parseArgs({ args: [...words], options: Object.fromEntries(options), strict: false, tokens: true }).tokens;
}

function optionsOf({ options }: CommandHelp): readonly OptionHelp[] {
  return [...options, ...commonOptions];
}

function findOption({ name, rawName }: OptionToken, command: CommandHelp): OptionHelp {
  const known = optionsOf(command);
  const option = known.find((candidate) => candidate.name === `--${name}`);
  if (option === undefined) {
    const near = nearest(
      rawName,
      known.map((candidate) => candidate.name),
    );
    throw misuse(command, `there is no option ${JSON.stringify(rawName)}`, near && `did you mean ${near}?`);
  }
  return option;
}

/** Empty for an option that takes no value. */
function readValue(option: OptionHelp, given: string | undefined, command: CommandHelp): string {
  if (option.value === undefined && given !== undefined) {
    throw misuse(command, `${option.name} takes no value`);
  }
  if (option.value !== undefined && given === undefined) {
    throw misuse(command, `${option.name} needs a value: ${option.name} ${option.value}`);
  }
  return given ?? '';
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
