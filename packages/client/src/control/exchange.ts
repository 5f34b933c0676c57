// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import { constants } from 'node:fs';

import { COMMAND_TERMINATOR, format, parseResult } from '@u-dma-buf-mgr/protocol';
import type { Command, CommandResult } from '@u-dma-buf-mgr/protocol';

import type { BufferError, BufferErrorDetails } from '../error.ts';
import { explainRegularFile } from '../explain/command.ts';
import type { Machine } from '../machine/machine.ts';
import type { Manager } from '../machine/manager.ts';
import { commandFailed, openFailed } from './failure.ts';
import { wait } from './steps.ts';
import type { MaybePromise, Steps } from './steps.ts';

/** More than any answer has. */
const ANSWER_SIZE = 1024;

/** An open control device. Its calls block or leave the event loop free, as it was opened. */
export interface ControlFile {
  readonly isRegular: boolean;
  read(target: Uint8Array): MaybePromise<number>;
  /** Gives how many bytes were taken. */
  write(bytes: Uint8Array): MaybePromise<number>;
  close(): MaybePromise<void>;
}

export type OpenControl = (machine: Machine, flags: number) => MaybePromise<ControlFile>;

/** What came of a command. */
export interface Outcome {
  readonly command: Command;
  /** What the module said, where it gives answers. */
  readonly answer: CommandResult | undefined;
  /** Why it failed; undefined where it did not. */
  readonly error: BufferError | undefined;
}

/** What came of a write. */
export interface Written {
  /** Of the commands that are done, in their order. */
  readonly outcomes: readonly Outcome[];
  /** How many bytes of the next command the module has taken: a signal may end a write anywhere. */
  readonly begun: number;
}

/** The control device, opened, or why it could not be. */
export type Opened =
  | { readonly control: ControlFile; readonly refusal?: never }
  | { readonly refusal: BufferErrorDetails; readonly control?: never };

export function* openControl({ machine, answers }: Manager, open: OpenControl): Steps<Opened> {
  let control: ControlFile;
  try {
    control = yield* wait(open(machine, answers ? constants.O_RDWR : constants.O_WRONLY));
  } catch (cause) {
    return { refusal: openFailed(machine, cause) };
  }
  if (control.isRegular) {
    yield* wait(control.close());
    return { refusal: explainRegularFile(machine) };
  }
  return { control };
}

/**
 * Writes commands, the first without the bytes that are begun, and reads the answers. What the write takes is done; its
 * error is that of the first command.
 */
export function* writeCommands(
  control: ControlFile,
  commands: readonly Command[],
  begun: number,
  { machine, answers }: Manager,
): Steps<Written> {
  const lines = commands.map((command) => Buffer.from(format(command) + COMMAND_TERMINATOR, 'latin1'));
  let taken: number;
  try {
    taken = begun + (yield* wait(control.write(Buffer.concat(lines).subarray(begun))));
  } catch (cause) {
    const [answer] = yield* readAnswers(control, answers ? 1 : 0);
    const failed = commands.slice(0, 1);
    return {
      outcomes: failed.map((command) => ({ command, answer, error: commandFailed(command, machine, cause, answer) })),
      begun: 0,
    };
  }
  const ends = lineEnds(lines).filter((end) => end <= taken);
  const answered = yield* readAnswers(control, answers ? ends.length : 0);
  return {
    outcomes: commands
      .slice(0, ends.length)
      .map((command, index) => ({ command, answer: answered[index], error: undefined })),
    begun: taken - (ends.at(-1) ?? 0),
  };
}

/** Where each line ends among the bytes of all. */
function lineEnds(lines: readonly Uint8Array[]): number[] {
  let end = 0;
  return lines.map((line) => (end += line.length));
}

/** The answers to so many commands, in their order; one that cannot be understood keeps its place. */
function* readAnswers(control: ControlFile, commands: number): Steps<(CommandResult | undefined)[]> {
  if (commands === 0) {
    return [];
  }
  const bytes = Buffer.alloc(commands * ANSWER_SIZE);
  try {
    const size = yield* wait(control.read(bytes));
    return bytes.toString('latin1', 0, size).split('\n').slice(0, -1).map(parseResult);
  } catch {
    // What the write returned says whether the commands succeeded; the answers only say more.
    return [];
  }
}
