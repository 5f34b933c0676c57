// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import { machineOf } from '../machine/options.ts';
import type { MachineOptions } from '../machine/options.ts';
import { checkText } from '../values/text.ts';
import { sortByName } from '../values/order.ts';
import { readBuffer, readNames } from './info.ts';
import type { BufferInfo } from './info.ts';

/** All buffers of the machine, whoever made them, ordered by name. */
export function listBuffersSync(options: MachineOptions = {}): BufferInfo[] {
  const machine = machineOf(options);
  return sortByName(readNames(machine), (name) => name).flatMap((name) => readBuffer(machine, name) ?? []);
}

/** Names that no command can carry are looked up too: a device tree is free to use them. */
export function getBufferSync(name: string, options: MachineOptions = {}): BufferInfo | undefined {
  const machine = machineOf(options);
  return checkText('name', name).includes('/') ? undefined : readBuffer(machine, name);
}

/** Whether the driver is there, so that an empty list means that there are no buffers. */
export function isDriverLoadedSync(options: MachineOptions = {}): boolean {
  const machine = machineOf(options);
  return machine.system.exists(machine.classDirectory);
}
