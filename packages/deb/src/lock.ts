// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: GPL-3.0-or-later

import { startCompanion, waitingCommand } from './companion.ts';

/** Does the work while no other run does work under the lock of the directory. The kernel ends the lock of who is killed. */
export async function withLock(directory: string, work: () => Promise<void>): Promise<void> {
  const lock = await startCompanion('flock', [directory, ...waitingCommand()]);
  try {
    await work();
  } finally {
    await lock?.end();
  }
}
