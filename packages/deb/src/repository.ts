// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: GPL-3.0-or-later

import { stringify } from 'debian-control';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { buildKeyringPackage, findKeyringPackage, keyringPlace, keyringPool } from './keyring-package.ts';
import { inspectPackage, type PackageFile } from './package-file.ts';
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
  await signer.exportPublicKeys(join(directory, `${name}.gpg`));
  for (const changed of await addKeyring(directory, former, name, suite)) {
    await writeSuite(directory, name, changed, signer);
  }
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
    'Signed-By': keyringPlace(name),
  };
}

/**
 * Has the suite have the package with the repository's keys; where these have changed, all suites.
 * @returns the suites that are to be written
 */
async function addKeyring(
  directory: string,
  former: string | undefined,
  name: string,
  suite: string,
): Promise<readonly string[]> {
  const present = former === undefined ? [] : await readdir(join(former, 'dists'));
  const packages = await Promise.all(present.map((other) => findKeyringPackage(former ?? '', name, other)));
  const last = packages.find((file) => file !== undefined);
  const isSame =
    last !== undefined && (await haveSameContent(join(former ?? '', `${name}.gpg`), join(directory, `${name}.gpg`)));
  const suites = isSame ? [suite] : [...new Set([suite, ...present])];
  const work = join(directory, 'keyring');
  const file = isSame ? last : await buildKeyringPackage(work, name, join(directory, `${name}.gpg`), last);
  const keyring = [await inspectPackage(file)];
  for (const changed of suites) {
    await rm(join(directory, keyringPool(name, changed)), { recursive: true, force: true });
    await addToPool(directory, changed, keyring);
  }
  await rm(work, { recursive: true, force: true });
  return suites;
}

async function haveSameContent(one: string, other: string): Promise<boolean> {
  const [first, second] = await Promise.all([readFile(one), readFile(other)]);
  return first.equals(second);
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
