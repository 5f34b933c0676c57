// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: GPL-3.0-or-later

import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { RepoCommand } from './command-line.ts';
import { inspectPackage } from './package-file.ts';
import { replaceDirectory } from './replace-directory.ts';
import { startClock, type Report } from './report.ts';
import { writeRepository } from './repository.ts';
import { withSigner } from './signing-key.ts';

export async function repo(command: RepoCommand, report: Report): Promise<void> {
  const clock = startClock();
  const { out, keyHome, uri = pathToFileURL(resolve(out)).href, suite } = command;
  const packages = await Promise.all(command.packages.map(inspectPackage));
  await withSigner(keyHome, (signer) =>
    replaceDirectory(out, (directory, former) =>
      writeRepository(directory, former, packages, { ...command, uri }, signer),
    ),
  );
  report(`${packages.length} packages in ${suite} of the signed repository ${out}, ${clock()}`);
}
