// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import { constants } from 'node:fs';
import { join } from 'node:path';

import { COMMAND_TERMINATOR, format, parseResult } from '@u-dma-buf-mgr/protocol';
import type { Command, CommandResult } from '@u-dma-buf-mgr/protocol';

import { errnoName } from './errno.ts';
import { BufferError } from './error.ts';
import type { BufferErrorDetails } from './error.ts';
import { explainCommand, explainOpen, explainRegularFile } from './explain.ts';
import type { Machine } from './machine.ts';
import { readAttribute } from './sysfs.ts';
import type { OpenFile, SyncFile } from './system.ts';

/** More than any answer has. */
const ANSWER_SIZE = 1024;

/** Has the module run one command. Gives its answer, where it gives any. The event loop goes on meanwhile. */
export async function sendCommand(command: Command, machine: Machine): Promise<CommandResult | undefined> {
  const answers = givesAnswers(machine);
  const control = await openControl(command, machine, answers);
  const answer = async (): Promise<CommandResult | undefined> =>
    answers ? readAnswer((target) => control.read(target, null)) : undefined;
  try {
    await control.write(bytesOf(command), null);
    return await answer();
  } catch (cause) {
    throw commandFailed(command, machine, cause, await answer());
  } finally {
    await control.close();
  }
}

/** As {@link sendCommand}, and nothing else happens until it is done. */
export function sendCommandSync(command: Command, machine: Machine): CommandResult | undefined {
  const answers = givesAnswers(machine);
  const control = openControlSync(command, machine, answers);
  const answer = (): CommandResult | undefined =>
    answers ? readAnswerSync((target) => control.read(target)) : undefined;
  try {
    control.write(bytesOf(command));
    return answer();
  } catch (cause) {
    throw commandFailed(command, machine, cause, answer());
  } finally {
    control.close();
  }
}

/** What the manager can do beyond running commands, in words. ikwzm's tells nothing. */
export function readFeatures({ system, managerDirectory }: Machine): string[] {
  return (readAttribute(system, join(managerDirectory, 'features')) ?? '').split(' ');
}

/** ikwzm's manager gives none, and neither does an early one of ours. */
function givesAnswers(machine: Machine): boolean {
  return readFeatures(machine).includes('answers');
}

/** One command, one write: the module answers with the errno of this write. */
function bytesOf(command: Command): Uint8Array {
  return Buffer.from(format(command) + COMMAND_TERMINATOR, 'latin1');
}

async function readAnswer(read: (target: Uint8Array) => Promise<number>): Promise<CommandResult | undefined> {
  const bytes = Buffer.alloc(ANSWER_SIZE);
  try {
    return parseAnswer(bytes.subarray(0, await read(bytes)));
  } catch {
    // What the write returned says whether the command succeeded; the answer only says more.
    return undefined;
  }
}

function readAnswerSync(read: (target: Uint8Array) => number): CommandResult | undefined {
  const bytes = Buffer.alloc(ANSWER_SIZE);
  try {
    return parseAnswer(bytes.subarray(0, read(bytes)));
  } catch {
    return undefined;
  }
}

/** The file is new and has had one command, so what it holds is the one answer. */
function parseAnswer(bytes: Buffer): CommandResult | undefined {
  const [line = ''] = bytes.toString('latin1').split('\n');
  return parseResult(line);
}

function openMode(answers: boolean): number {
  return answers ? constants.O_RDWR : constants.O_WRONLY;
}

async function openControl(command: Command, machine: Machine, answers: boolean): Promise<OpenFile> {
  const control = await machine.system.open(machine.controlDevice, openMode(answers)).catch((cause: unknown) => {
    throw openFailed(command, machine, cause);
  });
  if (control.isRegular) {
    await control.close();
    throw failure(command, explainRegularFile(machine));
  }
  return control;
}

export function openControlSync(command: Command, machine: Machine, answers: boolean): SyncFile {
  let control: SyncFile;
  try {
    control = machine.system.openSync(machine.controlDevice, openMode(answers));
  } catch (cause) {
    throw openFailed(command, machine, cause);
  }
  if (control.isRegular) {
    control.close();
    throw failure(command, explainRegularFile(machine));
  }
  return control;
}

function openFailed(command: Command, machine: Machine, cause: unknown): BufferError {
  const errno = errnoName(cause);
  return failure(command, { ...explainOpen(errno, machine), errno, cause });
}

export function commandFailed(command: Command, machine: Machine, cause: unknown, answer?: CommandResult): BufferError {
  const errno = errnoName(cause);
  const column = answer?.status === 'error' ? answer.column : undefined;
  return failure(command, { ...explainCommand(errno, command, machine, answer), errno, column, cause });
}

function failure({ verb, name }: Command, details: BufferErrorDetails): BufferError {
  return new BufferError({ ...details, message: `cannot ${verb} ${name}: ${details.message}` });
}
