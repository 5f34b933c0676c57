// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import { readBuffer } from '../buffers/info.ts';
import { runSync } from '../control/steps.ts';
import { noSuchBuffer, syncFailed } from '../explain/use.ts';
import type { SyncOptions } from '../handle/buffer-sync.ts';
import { handOver, writeAttributeSync } from '../handle/hand-over.ts';
import type { SyncOwner } from '../handle/hand-over.ts';
import { checkDirection } from '../handle/pack-sync.ts';
import { resolveRange } from '../handle/range.ts';
import { machineOf } from '../machine/options.ts';
import type { MachineOptions } from '../machine/options.ts';

/**
 * Hands a range of a buffer over without opening it, and blocks meanwhile. It takes write access to the buffer's attributes
 * in /sys; an open buffer's `sync` does without.
 */
export function handOverSync(name: string, owner: SyncOwner, options: SyncOptions & MachineOptions = {}): void {
  const machine = machineOf(options);
  const { direction = 'bidirectional', offset, size } = options;
  const action = `sync ${name} for ${owner}`;
  const buffer = readBuffer(machine, name);
  if (buffer === undefined) {
    throw noSuchBuffer(action, name, machine);
  }
  const range = resolveRange({ offset, size }, buffer.size, action);
  const change = { ...range, owner, direction: checkDirection(direction) };
  try {
    runSync(handOver(buffer, change, machine, writeAttributeSync(machine)));
  } catch (cause) {
    throw syncFailed(action, cause);
  }
}
