// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import { isDriverLoaded, listBuffers } from '@u-dma-buf-mgr/client';
import { DRIVER_MODULE } from '@u-dma-buf-mgr/protocol';

import type { Arguments } from '../arguments.ts';
import { formatList, formatListAsJson } from '../format-list.ts';
import { done } from '../exit-status.ts';
import type { ExitStatus } from '../exit-status.ts';
import { print, remark } from '../output.ts';
import { terminalWidth } from '../terminal.ts';

export function run(words: Arguments): ExitStatus {
  const buffers = listBuffers();
  if (words.has('--json')) {
    return print(formatListAsJson(buffers));
  }
  if (buffers.length > 0) {
    return print(formatList(buffers, terminalWidth()));
  }
  remark(
    isDriverLoaded() ? 'There are no buffers.' : `There are no buffers: the module ${DRIVER_MODULE} is not loaded.`,
  );
  return done;
}
