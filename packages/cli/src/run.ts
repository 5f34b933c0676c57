// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import { parseArguments } from './arguments/arguments.ts';
import { commandTable, loadHelp } from './command-table.ts';
import type { CommandName } from './command-table.ts';
import type { ExitStatus } from './exit-status.ts';
import { findCommand } from './find-command.ts';
import { beQuiet, print } from './output/output.ts';

/** Does what the words after the program's name say. */
export async function run(words: readonly string[]): Promise<ExitStatus> {
  try {
    return await dispatch(words);
  } catch (error) {
    return (await import('./explain.ts')).explain(error);
  }
}

async function dispatch([first, ...rest]: readonly string[]): Promise<ExitStatus> {
  switch (first) {
    case '--help':
    case '-h':
      return print(await (await import('./help/help.ts')).overview());
    case '--version':
    case '-V':
      return print((await import('./version.ts')).versionLine());
    default:
      return runCommand(findCommand(first), rest);
  }
}

async function runCommand(name: CommandName, words: readonly string[]): Promise<ExitStatus> {
  const help = await loadHelp(name);
  const parsed = parseArguments(words, help);
  if (parsed === 'help') {
    return print((await import('./help/help.ts')).commandHelp(help));
  }
  if (parsed.has('--quiet')) {
    beQuiet();
  }
  const { run: command } = await commandTable[name].code();
  return command(parsed);
}
