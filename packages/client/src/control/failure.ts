// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import type { Command, CommandResult } from '@u-dma-buf-mgr/protocol';

import { BufferError } from '../error.ts';
import type { BufferErrorDetails } from '../error.ts';
import { explainCommand, explainOpen } from '../explain/command.ts';
import { errnoName } from '../machine/errno.ts';
import type { Machine } from '../machine/machine.ts';

export function openFailed(machine: Machine, cause: unknown): BufferErrorDetails {
  const errno = errnoName(cause);
  return { ...explainOpen(errno, machine), errno, cause };
}

export function commandFailed(command: Command, machine: Machine, cause: unknown, answer?: CommandResult): BufferError {
  const errno = errnoName(cause);
  const column = answer?.status === 'error' ? answer.column : undefined;
  return failure(command, { ...explainCommand(errno, command, machine, answer), errno, column, cause });
}

export function failure({ verb, name }: Command, details: BufferErrorDetails): BufferError {
  return new BufferError({ ...details, message: `cannot ${verb} ${name}: ${details.message}` });
}
