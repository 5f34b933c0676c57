// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

// What the two ways to create and to delete share: sync.ts waits for the kernel, async.ts leaves the event loop free.

import { deleteCommand } from '@u-dma-buf-mgr/protocol';
import type { CommandResult, CreateCommand, DeleteCommand } from '@u-dma-buf-mgr/protocol';

import type { OpenControl } from '../control/exchange.ts';
import type { Steps } from '../control/steps.ts';
import { undoForeign } from '../control/undo-foreign.ts';
import type { Machine } from '../machine/machine.ts';
import { parseBufferName } from '../values/name.ts';
import { usedUnguarded } from './used-unguarded.ts';

/** Throws where a buffer that has just been created had to be deleted again: its name leads to something else. */
export function* refuseForeign(command: CreateCommand, machine: Machine, open: OpenControl): Steps<void> {
  const error = yield* undoForeign(command, machine, open);
  if (error !== undefined) {
    throw error;
  }
}

/** The command that deletes a buffer. Throws where its driver would take it from those who use it. */
export function deletionOf(name: string, machine: Machine): DeleteCommand {
  const command = deleteCommand(parseBufferName(name));
  const used = usedUnguarded(name, { machine });
  if (used !== undefined) {
    throw used;
  }
  return command;
}

/** Who had made a buffer that is deleted, where the module tells. */
export function originIn(answer: CommandResult | undefined): string | undefined {
  return answer?.status === 'ok' && answer.verb === 'delete' ? answer.origin : undefined;
}
