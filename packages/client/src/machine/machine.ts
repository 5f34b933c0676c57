// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import { CLASS_DIRECTORY, CONTROL_DEVICE, DEVICE_DIRECTORY, MANAGER_DIRECTORY } from '@u-dma-buf-mgr/protocol';

import { nodeSystem } from './node-system.ts';
import type { System } from './system.ts';

/** Where a machine shows its kernel. Other paths than {@link thisMachine}'s are for tests and for mounted roots. */
export interface Machine {
  readonly controlDevice: string;
  /** Holds the manager's `version` and `features`. */
  readonly managerDirectory: string;
  readonly classDirectory: string;
  readonly deviceDirectory: string;
  /** Holds a directory for every bus, and there `devices/NAME` for every device on it. */
  readonly busDirectory: string;
  readonly meminfo: string;
  /** Holds a directory for every process. */
  readonly processDirectory: string;
  /** What asks it. */
  readonly system: System;
}

export const thisMachine: Machine = {
  controlDevice: CONTROL_DEVICE,
  managerDirectory: MANAGER_DIRECTORY,
  classDirectory: CLASS_DIRECTORY,
  deviceDirectory: DEVICE_DIRECTORY,
  busDirectory: '/sys/bus',
  meminfo: '/proc/meminfo',
  processDirectory: '/proc',
  system: nodeSystem,
};
