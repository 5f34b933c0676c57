// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import { COMMAND_TERMINATOR, format, parseResult } from '@u-dma-buf-mgr/protocol';
import type { Command, CommandResult } from '@u-dma-buf-mgr/protocol';

import { beyondManager, commandFailed, openControlSync, undoForeign } from './send.ts';
import type { BufferError } from '../error.ts';
import { loadManager, readFeatures } from './features.ts';
import { thisMachine } from '../machine/machine.ts';
import type { Machine } from '../machine/machine.ts';
import type { SyncFile } from '../machine/system.ts';

/** The module keeps no more answers than this for a file. */
const MAX_ANSWERS = 64;

/** More than so many answers have. */
const ANSWERS_SIZE = MAX_ANSWERS * 256;

/** What came of a command. */
export interface Outcome {
  readonly command: Command;
  /** What the module said, where it gives answers. */
  readonly answer: CommandResult | undefined;
  /** Why it failed; undefined where it did not. */
  readonly error: BufferError | undefined;
}

/**
 * Has the module run commands in their order, many in a write where it tells what became of each. Yields the outcomes
 * after every write; a failure does not keep it from going on, but whoever stops asking ends it there. Throws a
 * {@link BufferError} where the control device cannot be opened.
 */
export function* runCommands(
  commands: readonly Command[],
  machine: Machine = thisMachine,
): Generator<readonly Outcome[]> {
  const [first] = commands;
  if (first === undefined) {
    return;
  }
  loadManager(machine);
  const features = readFeatures(machine);
  const answers = features.includes('answers');
  const control = openControlSync(first, machine, answers);
  // Of many commands in a write, another module does not tell which were run.
  const most = features.includes('errno') ? MAX_ANSWERS : 1;
  try {
    for (let at: Position = { next: 0, begun: 0 }; at.next < commands.length;) {
      const waiting = untilRefused(commands.slice(at.next, at.next + most), features, machine);
      const { outcomes, begun } = writeCommands(control, waiting, at.begun, machine, features);
      at = { next: at.next + outcomes.length, begun };
      yield outcomes;
    }
  } finally {
    control.close();
  }
}

/** A command that is not for this manager is not sent, so it has a turn of its own. */
function untilRefused(commands: readonly Command[], features: readonly string[], machine: Machine): readonly Command[] {
  const refused = commands.findIndex((command) => beyondManager(command, features, machine) !== undefined);
  return refused < 0 ? commands : commands.slice(0, Math.max(refused, 1));
}

interface Position {
  /** The command to go on with … */
  readonly next: number;
  /** … and how many bytes of it the module has taken: a signal may end a write anywhere. */
  readonly begun: number;
}

/** One write. What it took was done; an error is that of the first command. */
function writeCommands(
  control: SyncFile,
  commands: readonly Command[],
  begun: number,
  machine: Machine,
  features: readonly string[],
): { outcomes: readonly Outcome[]; begun: number } {
  const [first] = commands;
  const answers = features.includes('answers');
  const error = first && beyondManager(first, features, machine);
  if (first !== undefined && error !== undefined) {
    return { outcomes: [{ command: first, answer: undefined, error }], begun: 0 };
  }
  const lines = commands.map((command) => Buffer.from(format(command) + COMMAND_TERMINATOR, 'latin1'));
  try {
    const taken = begun + control.write(Buffer.concat(lines).subarray(begun));
    const ends = lineEnds(lines).filter((end) => end <= taken);
    const answer = answers ? readAnswers(control) : [];
    return {
      outcomes: commands
        .slice(0, ends.length)
        .map((command, index) => ({ command, answer: answer[index], error: undoForeign(command, machine) })),
      begun: taken - (ends.at(-1) ?? 0),
    };
  } catch (cause) {
    const [answer] = answers ? readAnswers(control) : [];
    const failed = commands.slice(0, 1);
    return {
      outcomes: failed.map((command) => ({ command, answer, error: commandFailed(command, machine, cause, answer) })),
      begun: 0,
    };
  }
}

/** Where each line ends among the bytes of all. */
function lineEnds(lines: readonly Uint8Array[]): number[] {
  let end = 0;
  return lines.map((line) => (end += line.length));
}

/** Those that wait, in the order of the commands; one that cannot be understood keeps its place. */
function readAnswers(control: SyncFile): (CommandResult | undefined)[] {
  const bytes = Buffer.alloc(ANSWERS_SIZE);
  try {
    return bytes.toString('latin1', 0, control.read(bytes)).split('\n').slice(0, -1).map(parseResult);
  } catch {
    // What the write returned says whether the commands succeeded; the answers only say more.
    return [];
  }
}
