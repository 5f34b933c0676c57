// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import { isDriverLoadedSync, listBuffersSync, readUsersSync } from '@u-dma-buf-mgr/client';
import { DRIVER_MODULE } from '@u-dma-buf-mgr/protocol';

import type { Arguments } from '../arguments/arguments.ts';
import { bufferJson } from '../buffers/json.ts';
import { formatList } from '../buffers/list.ts';
import { done } from '../exit-status.ts';
import type { ExitStatus } from '../exit-status.ts';
import { print, printJson, remark } from '../output/output.ts';
import { terminalWidth } from '../output/terminal.ts';

export function run(words: Arguments): ExitStatus {
  const buffers = listBuffersSync();
  const users = readUsersSync(buffers.map(({ name }) => name));
  if (words.has('--json')) {
    return printJson(buffers.map((buffer) => bufferJson(buffer, users)));
  }
  if (buffers.length > 0) {
    return print(formatList(buffers, users, terminalWidth()));
  }
  remark(
    isDriverLoadedSync() ? 'There are no buffers.' : `There are no buffers: the module ${DRIVER_MODULE} is not loaded.`,
  );
  return done;
}
