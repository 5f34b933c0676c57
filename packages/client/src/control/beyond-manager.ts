// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import type { Command, CreateCommand } from '@u-dma-buf-mgr/protocol';

import type { BufferError } from '../error.ts';
import type { Manager } from '../machine/manager.ts';
import { formatSize } from '../values/size.ts';
import { failure } from './failure.ts';

/** What a manager that gives no answers can count. */
const MAX_UNANSWERED_SIZE = 2n ** 32n - 1n;

/** The first version of the modules that has temporary buffers. */
const TEMPORARY_SINCE = '6.1.0';

/** What the manager that is loaded would not understand, or understand wrongly. Where there is none, opening it says so. */
export function beyondManager(command: Command, { features, answers, machine }: Manager): BufferError | undefined {
  const error =
    tooLargeForManager(command, answers) ??
    placeForManager(command, features) ??
    temporaryForManager(command, features);
  return error !== undefined && machine.system.exists(machine.managerDirectory) ? error : undefined;
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
