// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import type { Command } from '@u-dma-buf-mgr/protocol';

import { isGuarded } from '../buffers/info.ts';
import type { BufferError } from '../error.ts';
import { findManager } from '../machine/manager.ts';
import type { Manager } from '../machine/manager.ts';
import { machineOf } from '../machine/options.ts';
import type { MachineOptions } from '../machine/options.ts';
import { beyondManager } from './beyond-manager.ts';
import { failure } from './failure.ts';
import { openControl, writeCommands } from './exchange.ts';
import type { ControlFile, Outcome, Written } from './exchange.ts';
import { openSync } from './open.ts';
import { runSync } from './steps.ts';
import { undoForeign } from './undo-foreign.ts';

/** The module keeps no more answers than this for a file. */
const MAX_ANSWERS = 64;

/**
 * Has the module run commands in their order, many in a write where it tells what became of each. Yields the outcomes
 * after every write; a failure does not keep it from going on, but whoever stops asking ends it there. Whatever goes
 * wrong comes out in one way: as the error of each command that it keeps from being done. Blocks meanwhile.
 */
export function* runCommandsSync(
  commands: readonly Command[],
  options: MachineOptions = {},
): Generator<readonly Outcome[], void, undefined> {
  const machine = machineOf(options);
  if (commands.length === 0) {
    return;
  }
  const manager = findManager(machine);
  const { control, refusal } = runSync(openControl(manager, openSync));
  if (refusal !== undefined) {
    // One by one, for who stops at the first failure.
    for (const command of commands) {
      yield [failed(command, beyondManager(command, manager) ?? failure(command, refusal))];
    }
    return;
  }
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

function failed(command: Command, error: BufferError | undefined): Outcome {
  return { command, answer: undefined, error };
}

/** One write. A command that is not for this manager is not sent, so it has a turn of its own. */
function writeSome(control: ControlFile, commands: readonly Command[], begun: number, manager: Manager): Written {
  const errors = commands.map((command) => beyondManager(command, manager));
  const refused = errors.findIndex((error) => error !== undefined);
  const sent = commands.slice(0, refused < 0 ? commands.length : refused);
  if (sent.length === 0) {
    return { outcomes: commands.slice(0, 1).map((command) => failed(command, errors[0])), begun: 0 };
  }
  const written = runSync(writeCommands(control, sent, begun, manager));
  return { ...written, outcomes: withoutForeign(written.outcomes, manager) };
}

/**
 * Buffers whose names lead to something else in /dev have not been created. Our driver refuses such names, and one buffer
 * tells whether it is ours: to ask each took a quarter of what many of them took here.
 */
function withoutForeign(outcomes: readonly Outcome[], { machine }: Manager): readonly Outcome[] {
  const created = outcomes.find(({ command }) => command.verb === 'create');
  if (created === undefined || isGuarded(machine, created.command.name)) {
    return outcomes;
  }
  return outcomes.map((outcome) =>
    outcome.error === undefined
      ? { ...outcome, error: runSync(undoForeign(outcome.command, machine, openSync)) }
      : outcome,
  );
}
