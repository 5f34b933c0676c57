// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: GPL-3.0-or-later

import { lstat, readdir, readFile, readlink } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import { isSystemError, SourcePackageError, ToolError } from './error.ts';
import type { Problem } from './problem.ts';
import { run } from './run.ts';

/** A file of the source package, held in memory so that what is hashed is what is built. */
export interface SourceFile {
  /** Relative to the top of the source package. */
  readonly path: string;
  readonly kind: 'file' | 'program' | 'link';
  /** Of a link, where it leads. */
  readonly content: Buffer;
}

/** Names files and directories, one a line, that belong to the source package but are built, and so are not in git. */
const BUILT_LIST = 'debian/built-files';

export async function findCheckout(): Promise<string> {
  try {
    return (await run('git', ['rev-parse', '--show-toplevel'])).trim();
  } catch {
    throw new ToolError(`${process.cwd()} is not in a git checkout`);
  }
}

/** What looks as if it belonged to the source package, but is not in git and so is left out; our products do not. */
export function listForgottenFiles(root: string, products: readonly string[]): Promise<string[]> {
  const inside = products.map((path) => relative(root, resolve(path))).filter((path) => !path.startsWith('..'));
  const excluded = inside.map((path) => `:(exclude,top)${path}`);
  return listFiles(root, ['--others', '--directory', '--no-empty-directory', '--exclude-standard', '--', ...excluded]);
}

/** What git tracks, but for what .gitattributes keeps out of archives, and what the list of built files names. */
export async function readSourceFiles(root: string): Promise<SourceFile[]> {
  const tracked = await listArchived(root);
  const problems: Problem[] = [];
  const files = await Promise.all(
    tracked.map((path) =>
      readSourceFile(root, path).catch((error: unknown) => complain(problems, error, { file: path })),
    ),
  );
  const list = files.flat().find(({ path }) => path === BUILT_LIST);
  const built = list === undefined ? [] : await readBuiltFiles(root, list.content.toString(), problems);
  if (problems.length > 0) {
    throw new SourcePackageError(problems);
  }
  return [...files.flat(), ...built].sort((a, b) => (a.path < b.path ? -1 : 1));
}

export function textOf(files: readonly SourceFile[], path: string): string {
  const file = files.find((candidate) => candidate.path === path);
  if (file === undefined) {
    throw new SourcePackageError([{ file: path, message: 'is not in git' }]);
  }
  return file.content.toString();
}

async function listFiles(root: string, selection: readonly string[]): Promise<string[]> {
  const listing = await run('git', ['ls-files', '-z', ...selection], { cwd: root });
  return listing.split('\0').filter(Boolean);
}

/** What `git archive` would take, from the working tree. */
async function listArchived(root: string): Promise<string[]> {
  const left = await listFiles(root, ['--cached', ':(attr:export-ignore)']);
  const kept = await listFiles(root, ['--cached']);
  return kept.filter((path) => !left.includes(path));
}

async function readBuiltFiles(root: string, list: string, problems: Problem[]): Promise<SourceFile[]> {
  const files: SourceFile[] = [];
  for (const [index, path] of list.split('\n').entries()) {
    if (path !== '' && !path.startsWith('#')) {
      const place = { file: BUILT_LIST, line: index + 1, field: path };
      files.push(...(await readTree(root, path).catch((error: unknown) => complain(problems, error, place))));
    }
  }
  return files;
}

function complain(problems: Problem[], error: unknown, place: Omit<Problem, 'message'>): [] {
  if (!isSystemError(error)) {
    throw error;
  }
  const missing = place.field === undefined ? 'is in git, but not there' : 'is not built yet';
  problems.push({ ...place, message: error.code === 'ENOENT' ? missing : error.message });
  return [];
}

async function readTree(root: string, path: string): Promise<SourceFile[]> {
  if (!(await lstat(join(root, path))).isDirectory()) {
    return readSourceFile(root, path);
  }
  const names = await readdir(join(root, path));
  return (await Promise.all(names.map((name) => readTree(root, join(path, name))))).flat();
}

async function readSourceFile(root: string, path: string): Promise<[SourceFile]> {
  const file = join(root, path);
  const status = await lstat(file);
  if (status.isSymbolicLink()) {
    return [{ path, kind: 'link', content: Buffer.from(await readlink(file)) }];
  }
  return [{ path, kind: (status.mode & 0o100) === 0 ? 'file' : 'program', content: await readFile(file) }];
}
