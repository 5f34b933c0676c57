// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import { closeSync, openSync, renameSync, rmSync } from 'node:fs';

/** A file of this name is the old one or the whole new one, whatever ends us. */
export async function replaceFile(path: string, write: (descriptor: number) => void | Promise<void>): Promise<void> {
  const unfinished = `${path}.${process.pid}~`;
  try {
    const file = openSync(unfinished, 'wx');
    try {
      await write(file);
    } finally {
      closeSync(file);
    }
    renameSync(unfinished, path);
  } catch (error) {
    rmSync(unfinished, { force: true });
    throw error;
  }
}
