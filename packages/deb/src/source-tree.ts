// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: GPL-3.0-or-later

import { lutimes, mkdir, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { SourceFile } from './source-file.ts';

/** Writes files that tell nothing of where, when and by whom: with one time, and modes that no umask changes. */
export async function writeTree(tree: string, files: readonly SourceFile[], time: Date): Promise<void> {
  for (const { path, kind, content } of files) {
    const file = join(tree, path);
    await mkdir(dirname(file), { recursive: true });
    if (kind === 'link') {
      await symlink(content.toString(), file);
    } else {
      await writeFile(file, content, { mode: kind === 'program' ? 0o755 : 0o644 });
    }
    await lutimes(file, time, time);
  }
}
