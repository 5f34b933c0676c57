// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import { closeSync, constants, fstatSync, openSync, writeSync } from 'node:fs';

import { COMMAND_TERMINATOR, formatCommand } from '@u-dma-buf-mgr/protocol';
import type { Command } from '@u-dma-buf-mgr/protocol';

import { errnoName } from './errno.ts';
import { BufferError } from './error.ts';
import type { BufferErrorDetails } from './error.ts';
import { explainCommand, explainOpen, explainRegularFile } from './explain.ts';
import type { Machine } from './machine.ts';

/** Has the module run one command. */
export function sendCommand(command: Command, machine: Machine): void {
  const control = openControl(command, machine);
  try {
    // One command, one write: the module answers with the errno of this write.
    writeSync(control, formatCommand(command) + COMMAND_TERMINATOR);
  } catch (cause) {
    const errno = errnoName(cause);
    throw failure(command, { ...explainCommand(errno, command, machine), errno, cause });
  } finally {
    closeSync(control);
  }
}

function openControl(command: Command, machine: Machine): number {
  let control: number;
  try {
    control = openSync(machine.controlDevice, constants.O_WRONLY);
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
