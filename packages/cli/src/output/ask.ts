// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import { readSync } from 'node:fs';

import { prompt } from './output.ts';
import { STDIN } from './terminal.ts';

/** Asks somebody at the terminal; whatever is not a yes is a no. */
export function ask(question: string): boolean {
  prompt(`${question} [y/N] `);
  const bytes = Buffer.alloc(64);
  return /^y(es)?$/i.test(bytes.toString('latin1', 0, readSync(STDIN, bytes)).trim());
}
