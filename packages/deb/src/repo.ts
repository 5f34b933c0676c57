// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: GPL-3.0-or-later

import { basename, dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { RepoCommand } from './command-line.ts';
import { ToolError, UsageError } from './error.ts';
import { keepOutOfGit } from './keep-out-of-git.ts';
import { inspectPackage, type PackageFile } from './package-file.ts';
import { mapFew } from './parallel.ts';
import { replaceDirectory } from './replace-directory.ts';
import { startClock, type Report } from './report.ts';
import { readRepositoryState } from './repository-state.ts';
import { writeRepository } from './repository.ts';
import { withSigner } from './signing-key.ts';

export async function repo(command: RepoCommand, report: Report): Promise<void> {
  const clock = startClock();
  const { out, keyHome, keys, suite, keep } = command;
  const packages = await mapFew(command.packages, inspectPackage);
  await keepOutOfGit(keyHome);
  await keepOutOfGit(out);
  await keepOutOfGit(join(dirname(out), `.${basename(out)}-`), '??????*');
  await replaceDirectory(out, async (directory, former) => {
    const state = former === undefined ? undefined : await readRepositoryState(former);
    const name = chooseName(command.name, state?.name, packages);
    const uri = command.uri ?? state?.uri ?? pathToFileURL(resolve(out)).href;
    const userId = `${name} package repository`;
    await withSigner({ keyHome, keys, keyring: state?.keyring, userId }, (signer) =>
      writeRepository(directory, former, packages, { name, suite, uri, keep }, signer),
    );
  });
  report(`${packages.length} packages in ${suite} of the signed repository ${out}, ${clock()}`);
}

function chooseName(wanted: string | undefined, present: string | undefined, packages: readonly PackageFile[]): string {
  if (present !== undefined) {
    if (wanted !== undefined && wanted !== present) {
      throw new ToolError(`the repository is called ${present}; apt refuses one that changes its name to ${wanted}`);
    }
    return present;
  }
  const sources = [...new Set(packages.map(({ source }) => source))].sort();
  const [name = ''] = sources;
  if (wanted === undefined && sources.length > 1) {
    throw new UsageError(`--name is missing: the packages are from several sources, ${sources.join(' and ')}`);
  }
  return wanted ?? name;
}
