// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import { join } from 'node:path';

import type { Machine } from './machine.ts';
import { readAttribute } from './sysfs.ts';

/** What the manager can do beyond running commands, in words. ikwzm's tells nothing. */
export function readFeatures({ system, managerDirectory }: Machine): string[] {
  return (readAttribute(system, join(managerDirectory, 'features')) ?? '').split(' ');
}

/** ikwzm's manager gives none, and neither does an early one of ours. */
export function givesAnswers(machine: Machine): boolean {
  return readFeatures(machine).includes('answers');
}
