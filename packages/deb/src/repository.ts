// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: GPL-3.0-or-later

import { stringify } from 'debian-control';
import { existsSync } from 'node:fs';
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { PackageFile } from './package-file.ts';
import { addToPool, poolOf } from './pool.ts';
import { run } from './run.ts';
import type { Signer } from './signing-key.ts';
import { COMPONENT, sourceIndexOf, writeSuite } from './suite.ts';

export interface RepositoryOptions {
  /** What it calls itself, and the files beside its packages. */
  readonly name: string;
  /** The one that packages are put into. */
  readonly suite: string;
  /** Where apt finds it. */
  readonly uri: string;
  /** Whether the suite keeps the packages that it has. */
  readonly keep: boolean;
}

/** The suite whose apt source is called like the repository alone. */
export const DEFAULT_SUITE = 'stable';

/** Fills an empty directory with the next state of the repository whose present state, if there is one, is `former`. */
export async function writeRepository(
  directory: string,
  former: string | undefined,
  packages: readonly PackageFile[],
  options: RepositoryOptions,
  signer: Signer,
): Promise<void> {
  const { name, suite, uri, keep } = options;
  if (former !== undefined) {
    await linkSuites(former, directory);
  }
  if (!keep) {
    await rm(join(directory, poolOf(suite)), { recursive: true, force: true });
  }
  await addToPool(directory, suite, packages);
  await writeSuite(directory, name, suite, signer);
  await signer.exportPublicKey(join(directory, `${name}.gpg`));
  for (const present of await readdir(join(directory, 'dists'))) {
    const file = present === DEFAULT_SUITE ? `${name}.sources` : `${name}-${present}.sources`;
    const hasSources = existsSync(join(directory, sourceIndexOf(present)));
    await writeFile(join(directory, file), `${stringify(aptSource(name, present, uri, hasSources))}\n`);
  }
}

/** The deb822 paragraph that makes apt know a suite of the repository. */
export function aptSource(name: string, suite: string, uri: string, hasSources: boolean): Record<string, string> {
  return {
    Types: hasSources ? 'deb deb-src' : 'deb',
    URIs: uri,
    Suites: suite,
    Components: COMPONENT,
    'Signed-By': `/etc/apt/keyrings/${name}.gpg`,
  };
}

/** Takes all suites over. The files of both states are the same ones: what changes is replaced, never written to. */
async function linkSuites(former: string, directory: string): Promise<void> {
  for (const suite of await readdir(join(former, 'dists'))) {
    for (const part of [join('dists', suite), poolOf(suite)].filter((name) => existsSync(join(former, name)))) {
      await mkdir(join(directory, part), { recursive: true });
      await run('cp', ['--archive', '--link', '--no-target-directory', join(former, part), join(directory, part)]);
    }
  }
}
