// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: GPL-3.0-or-later

import { copyFile, mkdir, readFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { isSystemError, ToolError } from './error.ts';
import type { PackageFile } from './package-file.ts';

/** Where the packages of a suite lie in the repository. */
export function poolOf(suite: string): string {
  return join('pool', suite);
}

/** Where a file of a source or binary package lies in the repository. */
export function poolPath(suite: string, source: string, file: string): string {
  const initial = /^(?:lib)?./.exec(source)?.[0] ?? '';
  return join(poolOf(suite), initial, source, basename(file));
}

/** What apt knows under one name is always the same: a new content needs a new version. */
export async function addToPool(repository: string, suite: string, packages: readonly PackageFile[]): Promise<void> {
  await mkdir(join(repository, poolOf(suite)), { recursive: true });
  for (const { paths, source } of packages) {
    for (const path of paths) {
      const place = poolPath(suite, source, path);
      const present = await readPresent(join(repository, place));
      if (present === undefined) {
        await mkdir(dirname(join(repository, place)), { recursive: true });
        await copyFile(path, join(repository, place));
      } else if (!present.equals(await readFile(path))) {
        throw new ToolError(`${path}: the repository has ${place} with another content; a change needs a new version`);
      }
    }
  }
}

async function readPresent(file: string): Promise<Buffer | undefined> {
  try {
    return await readFile(file);
  } catch (error) {
    if (isSystemError(error) && error.code === 'ENOENT') {
      return undefined;
    }
    throw error;
  }
}
