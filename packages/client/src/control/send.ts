// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import { constants } from 'node:fs';
import { join } from 'node:path';

import { COMMAND_TERMINATOR, deleteCommand, format, parseResult } from '@u-dma-buf-mgr/protocol';
import type { Command, CommandResult, CreateCommand } from '@u-dma-buf-mgr/protocol';

import { isGuarded, isNodeOfOther } from '../buffers/info.ts';
import { errnoName } from '../machine/errno.ts';
import { BufferError } from '../error.ts';
import type { BufferErrorDetails } from '../error.ts';
import { explainCommand, explainOpen, explainRegularFile, nameOfOther } from '../explain/command.ts';
import { loadManager, readFeatures } from './features.ts';
import type { Machine } from '../machine/machine.ts';
import type { OpenFile, SyncFile } from '../machine/system.ts';
import { formatSize } from '../values/size.ts';

/** More than any answer has. */
const ANSWER_SIZE = 1024;

/** What a manager that gives no answers can count. */
const MAX_UNANSWERED_SIZE = 2n ** 32n - 1n;

/** The first version of the modules that has temporary buffers. */
const TEMPORARY_SINCE = '6.1.0';

/** A command that was run, and the open control file, which holds the temporary buffer that it made. */
export interface Sent {
  readonly answer: CommandResult | undefined;
  readonly control: OpenFile;
}

/** Has the module run one command. Gives its answer, where it gives any. The event loop goes on meanwhile. */
export async function sendCommand(command: Command, machine: Machine): Promise<CommandResult | undefined> {
  const { answer, control } = await sendAndHold(command, machine);
  await control.close();
  return answer;
}

/** As {@link sendCommand}; the caller closes the control file. */
export async function sendAndHold(command: Command, machine: Machine): Promise<Sent> {
  loadManager(machine);
  const features = readFeatures(machine);
  checkManager(command, features, machine);
  const answers = features.includes('answers');
  const control = await openControl(command, machine, answers);
  const answer = async (): Promise<CommandResult | undefined> =>
    answers ? readAnswer((target) => control.read(target, null)) : undefined;
  try {
    await control.write(bytesOf(command), null);
    return { answer: await answer(), control };
  } catch (cause) {
    const error = commandFailed(command, machine, cause, await answer());
    await control.close();
    throw error;
  }
}

/**
 * Deletes a buffer that has just been created if its name leads to something else in /dev: whoever used the buffer would
 * use that. Returns why; undefined where the buffer stays. Our driver refuses such names, ikwzm's takes any.
 */
export function undoForeign(command: Command, machine: Machine): BufferError | undefined {
  if (command.verb !== 'create' || isGuarded(machine, command.name) || !isNodeOfOther(machine, command.name)) {
    return undefined;
  }
  sendCommandSync(deleteCommand(command.name), machine);
  return failure(command, nameOfOther(join(machine.deviceDirectory, command.name)));
}

/** As {@link sendCommand}, and nothing else happens until it is done. */
export function sendCommandSync(command: Command, machine: Machine): CommandResult | undefined {
  loadManager(machine);
  const features = readFeatures(machine);
  checkManager(command, features, machine);
  const answers = features.includes('answers');
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

/** What the manager that is loaded would not understand, or understand wrongly. Where there is none, opening it says so. */
export function beyondManager(
  command: Command,
  features: readonly string[],
  { system, managerDirectory }: Machine,
): BufferError | undefined {
  const error = placeForManager(command, features) ?? temporaryForManager(command, features);
  return (
    tooLargeForManager(command, features.includes('answers')) ??
    (error !== undefined && system.exists(managerDirectory) ? error : undefined)
  );
}

function temporaryForManager(command: Command, features: readonly string[]): BufferError | undefined {
  return command.verb !== 'create' || command.temporary !== true || features.includes('temporary')
    ? undefined
    : failure(command, {
        code: 'refused',
        message: 'the modules that are loaded have no temporary buffers',
        hint: `load those of u-dma-buf-mgr-dkms ${TEMPORARY_SINCE} or newer, or create a buffer that lasts until it is deleted`,
      });
}

/** ikwzm's manager keeps 32 bits of a size, and makes a smaller buffer without a word. */
function tooLargeForManager(command: Command, answers: boolean): BufferError | undefined {
  return answers || command.verb !== 'create' || command.size <= MAX_UNANSWERED_SIZE
    ? undefined
    : failure(command, {
        code: 'too-large',
        message: `the manager that is loaded may take ${formatSize(command.size)} for less: it counts in 32 bits`,
        hint: `load the one of u-dma-buf-mgr-dkms, or keep below ${formatSize(MAX_UNANSWERED_SIZE + 1n)}`,
      });
}

function hasPlace({ address, region }: CreateCommand): boolean {
  return address !== undefined || region !== undefined;
}

/** An older manager refuses the words, and says no more than that it does not know them. */
function placeForManager(command: Command, features: readonly string[]): BufferError | undefined {
  return command.verb !== 'create' || !hasPlace(command) || features.includes('place')
    ? undefined
    : failure(command, {
        code: 'place',
        message: `the manager that is loaded knows no ${command.region === undefined ? 'address=' : 'region='}: it lacks the feature "place"`,
        hint: 'load the one of u-dma-buf-mgr-dkms, or restart after its upgrade',
      });
}

function checkManager(command: Command, features: readonly string[], machine: Machine): void {
  const error = beyondManager(command, features, machine);
  if (error !== undefined) {
    throw error;
  }
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
