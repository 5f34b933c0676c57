// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: GPL-3.0-or-later

import { existsSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { BUILT_LIST, readBuiltFiles } from './built-files.ts';
import { isSystemError, SourcePackageError, ToolError } from './error.ts';
import { mapFew } from './parallel.ts';
import type { Problem } from './problem.ts';
import { run } from './run.ts';
import { readSourceFile, type SourceFile } from './source-file.ts';

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
  const excluded = inside.map((path) => `:(exclude,top,literal)${path}`);
  return listFiles(root, ['--others', '--directory', '--no-empty-directory', '--exclude-standard', '--', ...excluded]);
}

/** What git tracks and has been changed since the last commit; before the first, everything. */
export async function listChangedFiles(root: string): Promise<string[]> {
  const git = (...words: readonly string[]): Promise<string> => run('git', words, { cwd: root });
  const nothing = (): Promise<string> => git('hash-object', '-t', 'tree', '/dev/null');
  const commit = await git('rev-parse', '--verify', 'HEAD').catch(nothing);
  return (await git('diff', '-z', '--name-only', commit.trim())).split('\0').filter(Boolean);
}

/** What git tracks, in submodules too, but for what .gitattributes keeps out of archives; and the list's built files. */
export async function readSourceFiles(root: string): Promise<SourceFile[]> {
  const problems: Problem[] = [];
  const tracked = await listArchived(root, '', problems);
  const files = (await mapFew(tracked, (path) => readTracked(root, path, problems))).flat();
  const list = files.find(({ path }) => path === BUILT_LIST);
  if (list !== undefined) {
    const present = files.map(({ path }) => path);
    files.push(...(await readBuiltFiles(root, list.content.toString(), present, problems)));
  }
  if (problems.length > 0) {
    throw new SourcePackageError(problems);
  }
  return files.sort((a, b) => (a.path < b.path ? -1 : 1));
}

async function listFiles(root: string, selection: readonly string[]): Promise<string[]> {
  const listing = await run('git', ['ls-files', '-z', ...selection], { cwd: root });
  return listing.split('\0').filter(Boolean);
}

/** What `git archive` would take, from the working tree; and the same of each submodule. */
async function listArchived(root: string, module: string, problems: Problem[]): Promise<string[]> {
  const directory = join(root, module);
  const left = await findLeftOut(directory);
  const entries = (await listFiles(directory, ['--cached', '--stage'])).map((entry) => {
    const [mode = '', path = ''] = entry.split(/ [^\t]*\t(.*)/s);
    return { path, isModule: mode === '160000' };
  });
  const files: string[] = [];
  for (const { path, isModule } of entries.filter((entry) => !left(entry.path))) {
    const name = join(module, path);
    if (!isModule) {
      files.push(name);
    } else if (existsSync(join(root, name, '.git'))) {
      files.push(...(await listArchived(root, name, problems)));
    } else {
      problems.push({ file: name, message: 'is a submodule that is not checked out: git submodule update --init' });
    }
  }
  return [...new Set(files)];
}

/** Tells of a path whether .gitattributes keeps it, or a directory that it is in, out of archives. */
async function findLeftOut(directory: string): Promise<(path: string) => boolean> {
  const files = new Set(await listFiles(directory, ['--cached', ':(attr:export-ignore)']));
  const tracked = await listFiles(directory, ['--cached']);
  const places = [...new Set(tracked.flatMap(parentsOf))];
  const command = ['check-attr', '-z', 'export-ignore', '--', ...places];
  const words = places.length === 0 ? [] : (await run('git', command, { cwd: directory })).split('\0');
  const directories = new Set(places.filter((_, index) => words[3 * index + 2] === 'set'));
  return (path) => files.has(path) || parentsOf(path).some((place) => directories.has(place));
}

/** The directories that a path lies in. */
function parentsOf(path: string): string[] {
  const names = path.split('/').slice(0, -1);
  return names.map((_, index) => names.slice(0, index + 1).join('/'));
}

async function readTracked(root: string, path: string, problems: Problem[]): Promise<SourceFile[]> {
  try {
    return [await readSourceFile(root, path)];
  } catch (error) {
    if (!isSystemError(error)) {
      throw error;
    }
    problems.push({ file: path, message: error.code === 'ENOENT' ? 'is in git, but not there' : error.message });
    return [];
  }
}
