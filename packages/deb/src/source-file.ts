// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: GPL-3.0-or-later

import { lstat, readFile, readlink } from 'node:fs/promises';
import { join } from 'node:path';
import { SourcePackageError } from './error.ts';

/** A file of the source package, held in memory so that what is hashed is what is built. */
export interface SourceFile {
  /** Relative to the top of the source package. */
  readonly path: string;
  readonly kind: 'file' | 'program' | 'link';
  /** Of a link, where it leads. */
  readonly content: Buffer;
}

export async function readSourceFile(root: string, path: string): Promise<SourceFile> {
  const file = join(root, path);
  const status = await lstat(file);
  if (status.isSymbolicLink()) {
    return { path, kind: 'link', content: Buffer.from(await readlink(file)) };
  }
  return { path, kind: (status.mode & 0o100) === 0 ? 'file' : 'program', content: await readFile(file) };
}

export function textOf(files: readonly SourceFile[], path: string): string {
  const file = files.find((candidate) => candidate.path === path);
  if (file === undefined) {
    throw new SourcePackageError([{ file: path, message: 'is not in git' }]);
  }
  return file.content.toString();
}
