// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import { readBuffer } from '../buffers/info.ts';
import { formatUsers, readUsersSync } from '../buffers/users.ts';
import { BufferError } from '../error.ts';
import { machineOf } from '../machine/options.ts';
import type { MachineOptions } from '../machine/options.ts';

/**
 * Why a buffer must not be deleted although its driver would: another driver than ours takes the memory from those who
 * use it. Undefined where our driver sees to that, or nobody uses the buffer.
 */
export function usedUnguarded(name: string, options: MachineOptions = {}): BufferError | undefined {
  const machine = machineOf(options);
  if (readBuffer(machine, name)?.guarded !== false) {
    return undefined;
  }
  const users = readUsersSync([name], { machine }).byName.get(name);
  return (
    users &&
    new BufferError({
      code: 'busy',
      message: `cannot delete ${name}: it is in use by ${formatUsers(users)}`,
      hint: 'this driver would take its memory from them',
    })
  );
}
