// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: GPL-3.0-or-later

import { join } from 'node:path';
import { findCheckout, listChangedFiles, listForgottenFiles, readSourceFiles } from './checkout.ts';
import { toolVersions } from './dpkg.ts';
import { ToolError } from './error.ts';
import type { Report } from './report.ts';
import { makeSnapshot } from './snapshot.ts';
import type { SourceFile } from './source-file.ts';
import { checkSourcePackage, type SourcePackage } from './source-package.ts';

/** What all builds of a checkout share. */
export interface Project {
  readonly source: SourcePackage;
  readonly files: readonly SourceFile[];
  /** Of the programs that build. */
  readonly tools: string;
  /** For trees and the cache. */
  readonly directory: string;
}

export interface ProjectOptions {
  /** Architectures to build for; or else all that it has. */
  readonly architectures: readonly string[] | undefined;
  readonly out: string;
  /** Whether the version names the commit. */
  readonly snapshot: boolean;
}

/** So many files are named, and of others the number. */
const NAMED_FILES = 10;

/** The project of the checkout that this is called in, checked. */
export async function loadProject(options: ProjectOptions, report: Report): Promise<Project> {
  const root = await findCheckout();
  const directory = join(root, 'build/deb');
  const [tree, tools] = await Promise.all([readSourceFiles(root), toolVersions()]);
  const changed = await listChanged(root, tree);
  if (options.snapshot && changed[0] !== undefined) {
    throw new ToolError(`--snapshot: ${changed[0]} differs from the commit that the version would name`);
  }
  const files = options.snapshot ? await makeSnapshot(root, tree) : tree;
  const source = checkSourcePackage(files, options.architectures);
  reportFiles(await listForgottenFiles(root, [directory, options.out]), 'is left out: it is not in git', report);
  reportFiles(changed, 'differs from the last commit', report);
  report(`${source.name} ${source.version}: ${files.length} files`);
  return { source, files, tools, directory };
}

/** What belongs to the source package and is not as the last commit has it. */
async function listChanged(root: string, files: readonly SourceFile[]): Promise<string[]> {
  const changed = await listChangedFiles(root);
  return changed.filter((name) => files.some(({ path }) => path === name || path.startsWith(`${name}/`)));
}

function reportFiles(paths: readonly string[], what: string, report: Report): void {
  for (const path of paths.slice(0, NAMED_FILES)) {
    report(`${path} ${what}`);
  }
  if (paths.length > NAMED_FILES) {
    report(`and so it is with ${paths.length - NAMED_FILES} more`);
  }
}
