// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import { closeSync, constants, openSync, readSync } from 'node:fs';

/** More than any record has. */
const RECORD_SIZE = 8192;

/** The messages of the kernel since it booted, oldest first; undefined where this user may not read them. */
export function readKernelLog(): string[] | undefined {
  let log: number;
  try {
    log = openSync('/dev/kmsg', constants.O_RDONLY | constants.O_NONBLOCK);
  } catch {
    return undefined;
  }
  try {
    return [...records(log)].flatMap(messageOf);
  } finally {
    closeSync(log);
  }
}

/** One read gives one record. */
function* records(log: number): Generator<string> {
  const bytes = Buffer.alloc(RECORD_SIZE);
  for (;;) {
    try {
      yield bytes.toString('latin1', 0, readSync(log, bytes));
    } catch (error) {
      // EPIPE: the oldest were overwritten meanwhile. EAGAIN: that was the last.
      if (!(error instanceof Error && 'code' in error && error.code === 'EPIPE')) {
        return;
      }
    }
  }
}

/** A record is `priority,number,time,flags;message`, and then lines of properties, indented. */
export function messageOf(record: string): string[] {
  const [, message] = /^[^;]*;([^\n]*)/.exec(record) ?? [];
  return message === undefined ? [] : [message];
}
