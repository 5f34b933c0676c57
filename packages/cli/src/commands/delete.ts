// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import { BufferError, deleteBufferSync, parseBufferName } from '@u-dma-buf-mgr/client';

import type { Arguments } from '../arguments.ts';
import { done, failed } from '../exit-status.ts';
import type { ExitStatus } from '../exit-status.ts';
import { remark, report } from '../output.ts';

/** Deletes what it can, and reports what it cannot. */
export function run({ operands }: Arguments): ExitStatus {
  // A name that is none is a wrong command line, of which nothing is done.
  const names = operands.map(parseBufferName);
  const deleted = names.map(tryToDelete);
  return deleted.every(Boolean) ? done : failed;
}

function tryToDelete(name: string): boolean {
  try {
    remarkOrigin(name, deleteBufferSync(name));
    return true;
  } catch (error) {
    if (!(error instanceof BufferError)) {
      throw error;
    }
    report(error.message, error.hint);
    return false;
  }
}

/** That a buffer is gone which nobody created with this command may come as a surprise. */
function remarkOrigin(name: string, origin: string | undefined): void {
  switch (origin) {
    case undefined:
    case 'manager':
      break;
    case 'device-tree':
      remark(`${name} was the device tree's: it comes back at the next boot.`);
      break;
    default:
      remark(`${name} had not been created through the manager.`);
  }
}
