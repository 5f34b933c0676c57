// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: GPL-3.0-or-later

import { lutimesSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { SourceFile } from './source-file.ts';

/**
 * Writes files that tell nothing of where, when and by whom: with one time, and modes that no umask changes. Of small
 * files a thread takes longer than this does.
 */
export function writeTree(tree: string, files: readonly SourceFile[], time: Date): void {
  for (const { path, kind, content } of files) {
    const file = join(tree, path);
    mkdirSync(dirname(file), { recursive: true });
    if (kind === 'link') {
      symlinkSync(content.toString(), file);
    } else {
      writeFileSync(file, content, { mode: kind === 'program' ? 0o755 : 0o644 });
    }
    lutimesSync(file, time, time);
  }
}
