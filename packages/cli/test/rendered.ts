// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** What man shows, or an error with what it complains of. */
export function rendered(page: string): string {
  const directory = mkdtempSync(join(tmpdir(), 'u-dma-buf-mgr-man-'));
  try {
    const file = join(directory, 'page.1');
    writeFileSync(file, page);
    const env = { ...process.env, LC_ALL: 'C.UTF-8', MANWIDTH: '500', MANROFFSEQ: '', GROFF_NO_SGR: '1' };
    const shown = execFileSync('sh', ['-c', 'man --warnings -E UTF-8 -l "$1" 2>&1 | col -b -p -x', 'sh', file], {
      env,
    });
    return shown.toString();
  } finally {
    rmSync(directory, { recursive: true });
  }
}
