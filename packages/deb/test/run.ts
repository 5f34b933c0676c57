// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: GPL-3.0-or-later

import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

export const tool = join(__dirname, '../dist/u-dma-buf-mgr-deb.js');
export const checkout = join(__dirname, '../../..');

/** What a program says on standard output; a failure has what it said on standard error. */
export function run(program: string, words: readonly string[], cwd?: string): string {
  return execFileSync(program, words, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'], maxBuffer: 2 ** 24 });
}
