// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import { BufferError, nearest, ValueError } from '@u-dma-buf-mgr/client';

import { parseArguments } from './arguments.ts';
import type { Arguments } from './arguments.ts';
import { create } from './commands/create.ts';
import { remove } from './commands/delete.ts';
import { list } from './commands/list.ts';
import { failed, misused } from './exit-status.ts';
import type { ExitStatus } from './exit-status.ts';
import { commandHelp, overview } from './help.ts';
import { helpTable } from './help-table.ts';
import type { CommandHelp, CommandName } from './help-table.ts';
import { isBrokenPipe, isSystemError, print, report } from './output.ts';
import { UsageError } from './usage-error.ts';
import { versionLine } from './version.ts';

const runners: Readonly<Record<CommandName, (words: Arguments) => ExitStatus>> = { create, delete: remove, list };

/** Does what the words after the program's name say. */
export function run(words: readonly string[]): ExitStatus {
  try {
    return dispatch(words);
  } catch (error) {
    return explain(error);
  }
}

function dispatch([first, ...rest]: readonly string[]): ExitStatus {
  switch (first) {
    case '--help':
    case '-h':
      return print(overview());
    case '--version':
    case '-V':
      return print(versionLine());
    default:
      return runCommand(findCommand(first), rest);
  }
}

function runCommand(command: CommandHelp, words: readonly string[]): ExitStatus {
  const parsed = parseArguments(words, command);
  return parsed === 'help' ? print(commandHelp(command)) : runners[command.name](parsed);
}

function findCommand(word: string | undefined): CommandHelp {
  const commands = helpTable().commands;
  const command = commands.find(({ name }) => name === word);
  if (command !== undefined) {
    return command;
  }
  if (word === undefined) {
    throw new UsageError('a command is missing');
  }
  const kind = word.startsWith('-') ? 'option' : 'command';
  const known = kind === 'option' ? ['--help', '--version'] : commands.map(({ name }) => name);
  const near = nearest(word, known);
  throw new UsageError(`there is no ${kind} ${JSON.stringify(word)}`, near && `did you mean ${near}?`);
}

function explain(error: unknown): ExitStatus {
  if (error instanceof UsageError || error instanceof ValueError) {
    report(error.message, error.hint ?? 'see u-dma-buf-mgr --help');
    return misused;
  }
  if (error instanceof BufferError) {
    report(error.message, error.hint);
    return failed;
  }
  if (isBrokenPipe(error)) {
    return failed;
  }
  if (isSystemError(error)) {
    report(error.message);
    return failed;
  }
  throw error;
}
