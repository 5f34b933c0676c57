// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import { runCommandsSync } from '@u-dma-buf-mgr/client';
import { parseBufferName, usedUnguarded } from '@u-dma-buf-mgr/client/command';
import type { BufferError } from '@u-dma-buf-mgr/client';
import { deleteCommand } from '@u-dma-buf-mgr/protocol';
import type { CommandResult } from '@u-dma-buf-mgr/protocol';

import { misuse } from '../arguments/arguments.ts';
import type { Arguments } from '../arguments/arguments.ts';
import { expandPatterns, isPattern, presentNames } from '../buffers/names.ts';
import { done, failed } from '../exit-status.ts';
import type { ExitStatus } from '../exit-status.ts';
import { ask } from '../output/ask.ts';
import { remark } from '../output/output.ts';
import { errorReporter } from '../output/report-errors.ts';
import { isTerminal, STDIN } from '../output/terminal.ts';
import { help } from './delete.help.ts';

/** Deletes what it can, and reports what it cannot. */
export function run(words: Arguments): ExitStatus {
  const names = words.has('--all') ? allNames(words) : namesOf(words.operands);
  if (words.has('--all') && !words.has('--yes') && names.length > 0 && !ask(question(names))) {
    return failed;
  }
  const reportError = errorReporter();
  const reported = (error: BufferError | undefined): boolean => {
    if (error !== undefined) {
      reportError(error);
    }
    return error !== undefined;
  };
  const deletable = names.filter((name) => !reported(usedUnguarded(name)));
  let status: ExitStatus = deletable.length === names.length ? done : failed;
  for (const outcomes of runCommandsSync(deletable.map(deleteCommand))) {
    for (const { answer, error } of outcomes) {
      remarkOrigin(answer);
      status = reported(error) ? failed : status;
    }
  }
  return status;
}

function namesOf(operands: readonly string[]): string[] {
  if (operands.length === 0) {
    throw misuse(help, 'NAME is missing');
  }
  // A name that is none is a wrong command line, of which nothing is done.
  operands.filter((word) => !isPattern(word)).forEach(parseBufferName);
  return expandPatterns(operands, operands.some(isPattern) ? presentNames() : []);
}

function allNames(words: Arguments): string[] {
  if (words.operands.length > 0) {
    throw misuse(help, '--all leaves no names to give');
  }
  if (!words.has('--yes') && !isTerminal(STDIN)) {
    throw misuse(help, '--all asks first, and there is no terminal to ask at', 'give --yes as well');
  }
  return presentNames();
}

function question(names: readonly string[]): string {
  return `Delete ${names.length === 1 ? '' : `all ${names.length} of `}${names.join(', ')}?`;
}

/** That a buffer is gone which nobody created with this command may come as a surprise. */
function remarkOrigin(answer: CommandResult | undefined): void {
  if (answer?.status !== 'ok' || answer.verb !== 'delete') {
    return;
  }
  switch (answer.origin) {
    case undefined:
    case 'manager':
      break;
    case 'device-tree':
      remark(`${answer.name} was the device tree's: it comes back at the next boot.`);
      break;
    default:
      remark(`${answer.name} had not been created through the manager.`);
  }
}
