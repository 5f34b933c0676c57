// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import { nearest } from '@u-dma-buf-mgr/client/command';

import { commandNames, isCommandName } from './command-table.ts';
import type { CommandName } from './command-table.ts';
import { UsageError } from './error.ts';

/** The command that a word names, or an error that asks for the one that was probably meant. */
export function findCommand(word: string | undefined): CommandName {
  if (word === undefined) {
    throw new UsageError('a command is missing');
  }
  if (isCommandName(word)) {
    return word;
  }
  const kind = word.startsWith('-') ? 'option' : 'command';
  const near = nearest(word, kind === 'option' ? ['--help', '--version'] : commandNames);
  throw new UsageError(`there is no ${kind} ${JSON.stringify(word)}`, near && `did you mean ${near}?`);
}
