// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: GPL-3.0-or-later

import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { SourcePackageError, ToolError } from './error.ts';
import type { Problem } from './problem.ts';
import { run } from './run.ts';

/** A file of the source package, held in memory so that what is hashed is what is built. */
export interface SourceFile {
  /** Relative to the top of the source package. */
  readonly path: string;
  readonly executable: boolean;
  readonly content: Buffer;
}

const TRACKED = ['debian', 'dkms', 'kmod', 'packages/cli/schema'];

/** What the packages have that git does not: the workspace's build products. */
const BUILT = [
  'packages/cli/dist/u-dma-buf-mgr.js',
  'build/man/u-dma-buf-mgr.1',
  'build/man/u-dma-buf-mgr.yaml.5',
  'build/completions/bash/u-dma-buf-mgr',
  'build/completions/zsh/_u-dma-buf-mgr',
  'build/completions/fish/u-dma-buf-mgr.fish',
];

/** Where the command's build puts its architecture; debian/rules fills it in. */
const ARCHITECTURE_PLACEHOLDER = '@DEB_HOST_ARCH@';

export async function findCheckout(): Promise<string> {
  try {
    return (await run('git', ['rev-parse', '--show-toplevel'])).trim();
  } catch {
    throw new ToolError(`${process.cwd()} is not in a git checkout`);
  }
}

/** The version that all packages of the workspace share. */
export async function readWorkspaceVersion(root: string): Promise<string> {
  const manifest: unknown = JSON.parse(await readFile(join(root, 'packages/cli/package.json'), 'utf8'));
  if (typeof manifest === 'object' && manifest !== null && 'version' in manifest) {
    const { version } = manifest;
    if (typeof version === 'string') {
      return version;
    }
  }
  throw new SourcePackageError([{ file: 'packages/cli/package.json', field: 'version', message: 'is missing' }]);
}

/** Files that look as if they belonged to the source package, but are not in git and so are left out. */
export function listForgottenFiles(root: string): Promise<string[]> {
  return listFiles(root, ['--others', '--exclude-standard']);
}

async function listFiles(root: string, selection: readonly string[]): Promise<string[]> {
  const listing = await run('git', ['ls-files', '-z', ...selection, '--', ...TRACKED], { cwd: root });
  return listing.split('\0').filter(Boolean);
}

export async function readSourceFiles(root: string): Promise<SourceFile[]> {
  const tracked = await listFiles(root, ['--cached']);
  const problems: Problem[] = [];
  const files: SourceFile[] = [];
  for (const path of [...tracked, ...BUILT]) {
    try {
      files.push(await readSourceFile(root, path));
    } catch {
      problems.push({ file: path, message: BUILT.includes(path) ? 'is not built yet: npm run build' : 'is not there' });
    }
  }
  problems.push(...files.filter(({ path }) => path === BUILT[0]).flatMap(checkPlaceholder));
  if (problems.length > 0) {
    throw new SourcePackageError(problems);
  }
  return files;
}

export function textOf(files: readonly SourceFile[], path: string): string {
  const file = files.find((candidate) => candidate.path === path);
  if (file === undefined) {
    throw new SourcePackageError([{ file: path, message: 'is not in git' }]);
  }
  return file.content.toString();
}

async function readSourceFile(root: string, path: string): Promise<SourceFile> {
  const file = join(root, path);
  const [{ mode }, content] = await Promise.all([stat(file), readFile(file)]);
  return { path, executable: (mode & 0o100) !== 0, content };
}

function checkPlaceholder({ path, content }: SourceFile): Problem[] {
  const count = content.toString('latin1').split(ARCHITECTURE_PLACEHOLDER).length - 1;
  return count === 1
    ? []
    : [{ file: path, field: ARCHITECTURE_PLACEHOLDER, message: `must stand in it once, stands ${count} times` }];
}
