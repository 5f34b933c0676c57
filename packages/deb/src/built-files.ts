// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: GPL-3.0-or-later

import { lstat, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { isSystemError } from './error.ts';
import { mapFew } from './parallel.ts';
import type { Problem } from './problem.ts';
import { readSourceFile, type SourceFile } from './source-file.ts';

/**
 * Names files and directories, one a line, that belong to the source package but are built, and so are not in git. After a
 * colon a line may name what they are built from; without a colon that is all that git tracks, but for debian/.
 */
export const BUILT_LIST = 'debian/built-files';

interface BuiltLine {
  readonly number: number;
  readonly path: string;
  readonly sources: readonly string[];
}

/** What the list names; a built file that is older than what it is built from is a problem. */
export async function readBuiltFiles(
  root: string,
  list: string,
  tracked: readonly string[],
  problems: Problem[],
): Promise<SourceFile[]> {
  const files: SourceFile[] = [];
  for (const { number, path, sources } of readLines(list, tracked)) {
    const place = { file: BUILT_LIST, line: number, field: path };
    try {
      const names = await listTree(root, path);
      const newer = await findNewer(root, names, sources);
      if (newer !== undefined) {
        const advice = 'build it again, or name after a colon what it is built from';
        problems.push({ ...place, message: `is older than ${newer}: ${advice}` });
      }
      files.push(...(await mapFew(names, (name) => readSourceFile(root, name))));
    } catch (error) {
      if (!isSystemError(error)) {
        throw error;
      }
      problems.push({ ...place, message: error.code === 'ENOENT' ? 'is not built yet' : error.message });
    }
  }
  return files;
}

function readLines(list: string, tracked: readonly string[]): BuiltLine[] {
  return list.split('\n').flatMap((line, index) => {
    if (line === '' || line.startsWith('#')) {
      return [];
    }
    const [path = '', named] = line.split(/:(.*)/);
    const places = named?.split(' ').map((place) => place.replace(/\/$/, ''));
    const isSource = (name: string): boolean =>
      places?.some((place) => name === place || name.startsWith(`${place}/`)) ?? !name.startsWith('debian/');
    return { number: index + 1, path, sources: tracked.filter(isSource) };
  });
}

async function listTree(root: string, path: string): Promise<string[]> {
  if (!(await lstat(join(root, path))).isDirectory()) {
    return [path];
  }
  const names = await readdir(join(root, path));
  return (await Promise.all(names.map((name) => listTree(root, join(path, name))))).flat();
}

/** A source that has changed since the newest of these files was written. */
async function findNewer(
  root: string,
  built: readonly string[],
  sources: readonly string[],
): Promise<string | undefined> {
  const timeOf = async (path: string): Promise<number> => (await lstat(join(root, path))).mtimeMs;
  const builtAt = Math.max(...(await Promise.all(built.map(timeOf))));
  const times = await Promise.all(sources.map(timeOf));
  return sources.find((_, index) => (times[index] ?? 0) > builtAt);
}
