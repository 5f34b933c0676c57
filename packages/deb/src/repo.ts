// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: GPL-3.0-or-later

import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { RepoCommand } from './command-line.ts';
import { replaceDirectory } from './replace-directory.ts';
import { startClock, type Report } from './report.ts';
import { inspectPackage, writeRepository } from './repository.ts';
import { withSigner } from './signing-key.ts';

export async function repo({ out, keyHome, packages }: RepoCommand, report: Report): Promise<void> {
  const clock = startClock();
  const files = await Promise.all(packages.map(inspectPackage));
  await withSigner(keyHome, (signer) =>
    replaceDirectory(out, (directory) => writeRepository(directory, pathToFileURL(resolve(out)).href, files, signer)),
  );
  report(`${files.length} packages in the signed repository ${out}, ${clock()}`);
}
