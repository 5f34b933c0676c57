// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: GPL-3.0-or-later

import { join } from 'node:path';
import { findCheckout, listForgottenFiles, readSourceFiles, type SourceFile } from './checkout.ts';
import { toolVersions } from './dpkg.ts';
import type { Report } from './report.ts';
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

/** The project of the checkout that this is called in, checked; of architectures those wanted, or else all. */
export async function loadProject(
  wanted: readonly string[] | undefined,
  out: string,
  report: Report,
): Promise<Project> {
  const root = await findCheckout();
  const directory = join(root, 'build/deb');
  const [files, tools] = await Promise.all([readSourceFiles(root), toolVersions()]);
  const source = checkSourcePackage(files, wanted);
  for (const path of await listForgottenFiles(root, [directory, out])) {
    report(`${path} is left out: it is not in git`);
  }
  report(`${source.name} ${source.version}: ${files.length} files`);
  return { source, files, tools, directory };
}
