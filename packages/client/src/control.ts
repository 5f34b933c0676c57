// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import { closeSync, constants, fstatSync, openSync, readSync, writeSync } from 'node:fs';
import { join } from 'node:path';

import { COMMAND_TERMINATOR, format, parseResult } from '@u-dma-buf-mgr/protocol';
import type { Command, CommandResult } from '@u-dma-buf-mgr/protocol';

import { errnoName } from './errno.ts';
import { BufferError } from './error.ts';
import type { BufferErrorDetails } from './error.ts';
import { explainCommand, explainOpen, explainRegularFile } from './explain.ts';
import type { Machine } from './machine.ts';
import { readAttribute } from './sysfs.ts';

/** More than any answer has. */
const ANSWER_SIZE = 1024;

/** Has the module run one command. Returns its answer, where it gives any. */
export function sendCommand(command: Command, machine: Machine): CommandResult | undefined {
  const answers = givesAnswers(machine);
  const control = openControl(command, machine, answers ? constants.O_RDWR : constants.O_WRONLY);
  const answer = (): CommandResult | undefined => (answers ? readAnswer(control) : undefined);
  try {
    // One command, one write: the module answers with the errno of this write.
    writeSync(control, format(command) + COMMAND_TERMINATOR);
    return answer();
  } catch (cause) {
    const errno = errnoName(cause);
    throw failure(command, { ...explainCommand(errno, command, machine, answer()), errno, cause });
  } finally {
    closeSync(control);
  }
}

/** ikwzm's manager gives none, and neither does an early one of ours. */
function givesAnswers({ managerDirectory }: Machine): boolean {
  return (readAttribute(join(managerDirectory, 'features')) ?? '').split(' ').includes('answers');
}

/** The file is new and has had one command, so what it holds is the one answer. */
function readAnswer(control: number): CommandResult | undefined {
  const bytes = Buffer.alloc(ANSWER_SIZE);
  try {
    const [line = ''] = bytes.toString('latin1', 0, readSync(control, bytes)).split('\n');
    return parseResult(line);
  } catch {
    // What the write returned says whether the command succeeded; the answer only says more.
    return undefined;
  }
}

function openControl(command: Command, machine: Machine, mode: number): number {
  let control: number;
  try {
    control = openSync(machine.controlDevice, mode);
  } catch (cause) {
    const errno = errnoName(cause);
    throw failure(command, { ...explainOpen(errno, machine), errno, cause });
  }
  if (fstatSync(control).isFile()) {
    closeSync(control);
    throw failure(command, explainRegularFile(machine));
  }
  return control;
}

function failure({ verb, name }: Command, details: BufferErrorDetails): BufferError {
  return new BufferError({ ...details, message: `cannot ${verb} ${name}: ${details.message}` });
}
