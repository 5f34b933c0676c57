// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import { constants } from 'node:fs';
import { join } from 'node:path';

import type { Machine } from './machine.ts';
import { machineOf } from './options.ts';
import type { MachineOptions } from './options.ts';
import { readAttribute } from './sysfs.ts';

/** What the manager can do beyond running commands, in words. ikwzm's tells nothing. */
export function readFeatures({ system, managerDirectory }: Machine): string[] {
  return (readAttribute(system, join(managerDirectory, 'features')) ?? '').split(' ');
}

/** ikwzm's manager gives none, and neither does an early one of ours. */
export function givesAnswers(machine: Machine): boolean {
  return readFeatures(machine).includes('answers');
}

/**
 * Has the manager's module loaded, where its device is in `/dev` before it is: opening that loads it, and only then does
 * sysfs tell what it can do, and which buffers the driver has made for itself. What else is wrong shows when a command is
 * sent.
 */
export function loadManagerSync(options: MachineOptions = {}): void {
  load(machineOf(options));
}

function load({ system, managerDirectory, controlDevice }: Machine): void {
  if (system.exists(managerDirectory)) {
    return;
  }
  try {
    system.openSync(controlDevice, constants.O_WRONLY).close();
  } catch {
    // The next to open it says why that fails.
  }
}

/** The manager of a machine, and what it can do. */
export interface Manager {
  readonly machine: Machine;
  readonly features: readonly string[];
  readonly answers: boolean;
}

export function findManager(machine: Machine): Manager {
  load(machine);
  const features = readFeatures(machine);
  return { machine, features, answers: features.includes('answers') };
}
