// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import { existsSync } from 'node:fs';

import { createCommand, deleteCommand } from '@u-dma-buf-mgr/protocol';
import type { CreateFields } from '@u-dma-buf-mgr/protocol';

import { readBuffer, readNames } from './buffer-info.ts';
import type { BufferInfo } from './buffer-info.ts';
import { sendCommand } from './control.ts';
import { BufferError } from './error.ts';
import { thisMachine } from './machine.ts';
import type { Machine } from './machine.ts';
import { compareNames } from './order.ts';

/** Makes a buffer. Returns when it can be used; the kernel may take its time to find contiguous memory. */
export function createBuffer(fields: CreateFields, machine: Machine = thisMachine): BufferInfo {
  const command = createCommand(fields);
  sendCommand(command, machine);
  const buffer = readBuffer(machine, command.name);
  if (buffer === undefined) {
    throw new BufferError({
      code: 'not-found',
      message: `${command.name} was created, but ${machine.classDirectory} does not show it`,
      hint: 'somebody may have deleted it since, or sysfs is not mounted',
    });
  }
  return buffer;
}

/** Deletes a buffer that nobody has open, mapped or exported. */
export function deleteBuffer(name: string, machine: Machine = thisMachine): void {
  sendCommand(deleteCommand(name), machine);
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
  return existsSync(machine.classDirectory);
}
