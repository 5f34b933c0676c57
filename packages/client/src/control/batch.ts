// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import type { Command } from '@u-dma-buf-mgr/protocol';

import { findManager } from '../machine/manager.ts';
import type { Manager } from '../machine/manager.ts';
import { machineOf } from '../machine/options.ts';
import type { MachineOptions } from '../machine/options.ts';
import { beyondManager } from './beyond-manager.ts';
import { openControl, writeCommands } from './exchange.ts';
import type { ControlFile, Outcome, Written } from './exchange.ts';
import { openSync } from './open.ts';
import { runSync } from './steps.ts';
import { undoForeign } from './undo-foreign.ts';

/** The module keeps no more answers than this for a file. */
const MAX_ANSWERS = 64;

/**
 * Has the module run commands in their order, many in a write where it tells what became of each. Yields the outcomes
 * after every write; a failure does not keep it from going on, but whoever stops asking ends it there. Throws a
 * {@link BufferError} where the control device cannot be opened.
 */
export function* runCommands(
  commands: readonly Command[],
  options: MachineOptions = {},
): Generator<readonly Outcome[]> {
  const machine = machineOf(options);
  const [first] = commands;
  if (first === undefined) {
    return;
  }
  const manager = findManager(machine);
  const control = runSync(openControl(first, manager, openSync));
  // Of many commands in a write, another module does not tell which were run.
  const most = manager.features.includes('errno') ? MAX_ANSWERS : 1;
  try {
    let begun = 0;
    for (let next = 0; next < commands.length;) {
      const written = writeSome(control, commands.slice(next, next + most), begun, manager);
      next += written.outcomes.length;
      ({ begun } = written);
      yield written.outcomes;
    }
  } finally {
    void control.close();
  }
}

/** One write. A command that is not for this manager is not sent, so it has a turn of its own. */
function writeSome(control: ControlFile, commands: readonly Command[], begun: number, manager: Manager): Written {
  const errors = commands.map((command) => beyondManager(command, manager));
  const refused = errors.findIndex((error) => error !== undefined);
  if (refused === 0) {
    const outcomes = commands.slice(0, 1).map((command) => ({ command, answer: undefined, error: errors[0] }));
    return { outcomes, begun: 0 };
  }
  const sent = refused < 0 ? commands : commands.slice(0, refused);
  const written = runSync(writeCommands(control, sent, begun, manager));
  return { ...written, outcomes: written.outcomes.map((outcome) => withoutForeign(outcome, manager)) };
}

/** A buffer whose name leads to something else in /dev has not been created. */
function withoutForeign(outcome: Outcome, { machine }: Manager): Outcome {
  return outcome.error === undefined ? { ...outcome, error: undoForeign(outcome.command, machine) } : outcome;
}
