// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: GPL-3.0-or-later

import { mkdir, open, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { SourceFile } from './checkout.ts';
import { ToolError } from './error.ts';
import { run } from './run.ts';

const PRODUCT = /\.(?:deb|changes|buildinfo)$/;
const LOG_TAIL_LINES = 30;

/** The modules are compiled on the target, so there is nothing here that a cross build could not test. */
export const BUILD_ENVIRONMENT = { DEB_BUILD_OPTIONS: 'nocheck', LC_ALL: 'C.UTF-8' };

export function buildCommand(architecture: string): readonly [string, ...string[]] {
  return [
    'dpkg-buildpackage',
    '--host-arch',
    architecture,
    '--build=binary',
    '--unsigned-source',
    '--unsigned-changes',
  ];
}

/** Builds in a new tree below `directory`; gives the names of the products, which lie in `directory` itself. */
export async function buildPackage(
  directory: string,
  treeName: string,
  files: readonly SourceFile[],
  architecture: string,
): Promise<string[]> {
  await rm(directory, { recursive: true, force: true });
  const tree = join(directory, treeName);
  await writeTree(tree, files);
  await runLogged(buildCommand(architecture), tree, join(directory, 'build.log'));
  return (await readdir(directory)).filter((name) => PRODUCT.test(name));
}

async function writeTree(tree: string, files: readonly SourceFile[]): Promise<void> {
  for (const { path, executable, content } of files) {
    const file = join(tree, path);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, content, { mode: executable ? 0o755 : 0o644 });
  }
}

async function runLogged([program, ...words]: readonly [string, ...string[]], cwd: string, log: string): Promise<void> {
  const handle = await open(log, 'w');
  try {
    await run(program, words, { cwd, environment: BUILD_ENVIRONMENT, log: handle.fd });
  } catch (error) {
    const lines = (await readFile(log, 'utf8')).trimEnd().split('\n').slice(-LOG_TAIL_LINES);
    const reason = error instanceof Error ? error.message : String(error);
    throw new ToolError([reason, `The end of ${log}:`, ...lines.map((line) => `  ${line}`)].join('\n'));
  } finally {
    await handle.close();
  }
}
