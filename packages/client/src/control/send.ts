// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import type { Command, CommandResult } from '@u-dma-buf-mgr/protocol';

import type { Machine } from '../machine/machine.ts';
import { findManager } from '../machine/manager.ts';
import type { Manager } from '../machine/manager.ts';
import { beyondManager } from './beyond-manager.ts';
import { failure } from './failure.ts';
import { openControl, writeCommands } from './exchange.ts';
import type { ControlFile, OpenControl, Outcome } from './exchange.ts';
import { openAsync, openSync } from './open.ts';
import { runAsync, runSync, wait } from './steps.ts';
import type { Steps } from './steps.ts';

/** A command that was run, and the open control file, which holds the temporary buffer that it made. */
export interface Sent {
  readonly answer: CommandResult | undefined;
  readonly control: ControlFile;
}

/** Has the module run one command. Gives its answer, where it gives any. The event loop goes on meanwhile. */
export async function sendCommand(command: Command, machine: Machine): Promise<CommandResult | undefined> {
  const { answer, control } = await sendAndHold(command, machine);
  await control.close();
  return answer;
}

/** As {@link sendCommand}; the caller closes the control file. */
export function sendAndHold(command: Command, machine: Machine): Promise<Sent> {
  return runAsync(send(command, machine, openAsync));
}

/** As {@link sendCommand}, and nothing else happens until it is done. */
export function sendCommandSync(command: Command, machine: Machine): CommandResult | undefined {
  const { answer, control } = runSync(send(command, machine, openSync));
  void control.close();
  return answer;
}

/** Steps of {@link sendAndHold}. */
export function* send(command: Command, machine: Machine, open: OpenControl): Steps<Sent> {
  const manager = findManager(machine);
  const beyond = beyondManager(command, manager);
  if (beyond !== undefined) {
    throw beyond;
  }
  const { control, refusal } = yield* openControl(manager, open);
  if (refusal !== undefined) {
    throw failure(command, refusal);
  }
  const { answer, error } = yield* run(command, control, manager);
  if (error !== undefined) {
    yield* wait(control.close());
    throw error;
  }
  return { answer, control };
}

function* run(command: Command, control: ControlFile, manager: Manager): Steps<Outcome> {
  for (let begun = 0; ;) {
    const written = yield* writeCommands(control, [command], begun, manager);
    const [outcome] = written.outcomes;
    if (outcome !== undefined) {
      return outcome;
    }
    ({ begun } = written);
  }
}
