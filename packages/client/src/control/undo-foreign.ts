// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import { join } from 'node:path';

import { deleteCommand } from '@u-dma-buf-mgr/protocol';
import type { Command } from '@u-dma-buf-mgr/protocol';

import { isGuarded, isNodeOfOther } from '../buffers/info.ts';
import { BufferError } from '../error.ts';
import { nameOfOther } from '../explain/command.ts';
import type { Machine } from '../machine/machine.ts';
import { failure } from './failure.ts';
import type { OpenControl } from './exchange.ts';
import { send } from './send.ts';
import { wait } from './steps.ts';
import type { Steps } from './steps.ts';

/**
 * Deletes a buffer that has just been created if its name leads to something else in /dev: whoever used the buffer would
 * use that. Returns why, or why it could not be deleted; undefined where the buffer stays. Our driver refuses such names, ikwzm's takes any.
 */
export function* undoForeign(command: Command, machine: Machine, open: OpenControl): Steps<BufferError | undefined> {
  if (command.verb !== 'create' || isGuarded(machine, command.name) || !isNodeOfOther(machine, command.name)) {
    return undefined;
  }
  try {
    const { control } = yield* send(deleteCommand(command.name), machine, open);
    yield* wait(control.close());
  } catch (error) {
    if (error instanceof BufferError) {
      return error;
    }
    throw error;
  }
  return failure(command, nameOfOther(join(machine.deviceDirectory, command.name)));
}
