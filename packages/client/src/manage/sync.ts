// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import { join } from 'node:path';

import { deleteCommand } from '@u-dma-buf-mgr/protocol';
import type { CommandResult } from '@u-dma-buf-mgr/protocol';

import { readBuffer, readNames } from '../buffers/info.ts';
import type { BufferInfo } from '../buffers/info.ts';
import { sendCommandSync, undoForeign } from '../control/send.ts';
import { BufferError } from '../error.ts';
import { commandOf } from '../control/fields.ts';
import type { BufferFields } from '../control/fields.ts';
import { thisMachine } from '../machine/machine.ts';
import type { Machine } from '../machine/machine.ts';
import { compareNames } from '../values/order.ts';
import { formatUsers, readUsers } from '../buffers/users.ts';
import { ValueError } from '../values/error.ts';
import { parseBufferName } from '../values/name.ts';

/** What a program needs of a buffer that it has created. */
export type CreatedBuffer = Pick<BufferInfo, 'name' | 'node' | 'minor' | 'size' | 'dmaAddress'>;

/** Makes a buffer. Returns when it can be used; the kernel may take its time to find contiguous memory. */
export function createBufferSync(fields: BufferFields, machine: Machine = thisMachine): CreatedBuffer {
  const command = commandOf(fields);
  if (command.temporary === true) {
    throw new ValueError({
      code: 'combination',
      value: 'temporary',
      allowed: 'a temporary buffer by createBuffer, whose handle holds it',
    });
  }
  const result = sendCommandSync(command, machine);
  const foreign = undoForeign(command, machine);
  if (foreign !== undefined) {
    throw foreign;
  }
  const buffer = fromAnswer(result, machine) ?? readBuffer(machine, command.name);
  if (buffer === undefined) {
    throw new BufferError({
      code: 'not-found',
      message: `${command.name} was created, but ${machine.classDirectory} does not show it`,
      hint: 'somebody may have deleted it since, or sysfs is not mounted',
    });
  }
  return buffer;
}

/** Undefined where the module gives no answers, or leaves out what its driver does not tell. */
function fromAnswer(result: CommandResult | undefined, { deviceDirectory }: Machine): CreatedBuffer | undefined {
  if (result?.status !== 'ok' || result.verb !== 'create') {
    return undefined;
  }
  const { name, minor, size, dmaAddress } = result;
  return minor === undefined || dmaAddress === undefined
    ? undefined
    : { name, node: join(deviceDirectory, name), minor, size, dmaAddress };
}

/**
 * Deletes a buffer that nobody has open, mapped or exported. Returns who had made it, where the module tells: `manager`,
 * `device-tree` or `other`.
 */
export function deleteBufferSync(name: string, machine: Machine = thisMachine): string | undefined {
  const used = usedUnguarded(name, machine);
  if (used !== undefined) {
    throw used;
  }
  const result = sendCommandSync(deleteCommand(parseBufferName(name)), machine);
  return result?.status === 'ok' && result.verb === 'delete' ? result.origin : undefined;
}

/**
 * Why a buffer must not be deleted although its driver would: another driver than ours takes the memory from those who
 * use it. Undefined where our driver sees to that, or nobody uses the buffer.
 */
export function usedUnguarded(name: string, machine: Machine = thisMachine): BufferError | undefined {
  if (readBuffer(machine, name)?.guarded !== false) {
    return undefined;
  }
  const users = readUsers([name], machine).byName.get(name);
  return (
    users &&
    new BufferError({
      code: 'busy',
      message: `cannot delete ${name}: it is in use by ${formatUsers(users)}`,
      hint: 'this driver would take its memory from them',
    })
  );
}

/** All buffers of the machine, whoever made them, ordered by name. */
export function listBuffers(machine: Machine = thisMachine): BufferInfo[] {
  return readNames(machine)
    .sort(compareNames)
    .flatMap((name) => readBuffer(machine, name) ?? []);
}

/** Names that no command can carry are looked up too: a device tree is free to use them. */
export function getBuffer(name: string, machine: Machine = thisMachine): BufferInfo | undefined {
  return name.includes('/') ? undefined : readBuffer(machine, name);
}

/** Whether the driver is there, so that an empty list means that there are no buffers. */
export function isDriverLoaded(machine: Machine = thisMachine): boolean {
  return machine.system.exists(machine.classDirectory);
}
