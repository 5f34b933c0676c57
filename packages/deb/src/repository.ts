// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: GPL-3.0-or-later

import { parse, stringify } from 'debian-control';
import { copyFile, mkdir, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { ToolError } from './error.ts';
import { run } from './run.ts';
import type { Signer } from './signing-key.ts';

const NAME = 'u-dma-buf-mgr';
const SUITE = 'stable';
const COMPONENT = 'main';

/** A .deb file and what its own control file says about it. */
export interface PackageFile {
  readonly path: string;
  readonly source: string;
  readonly architecture: string;
}

export async function inspectPackage(path: string): Promise<PackageFile> {
  const control = parse(await run('dpkg-deb', ['--field', path]));
  const { Package: name, Source: source = name, Architecture: architecture } = control;
  if (typeof source !== 'string' || typeof architecture !== 'string') {
    throw new ToolError(`${path}: its control file has no Package or no Architecture`);
  }
  // The field may have a version in parentheses.
  return { path, source: source.replace(/ .*/, ''), architecture };
}

/** Fills an empty directory with a repository that apt will find at `uri`. */
export async function writeRepository(
  directory: string,
  uri: string,
  packages: readonly PackageFile[],
  signer: Signer,
): Promise<void> {
  await writePool(directory, packages);
  const suite = join(directory, 'dists', SUITE);
  const architectures = [...new Set(packages.map(({ architecture }) => architecture))].sort();
  for (const architecture of architectures) {
    await writePackageIndex(directory, join(suite, COMPONENT, `binary-${architecture}`), architecture);
  }
  await writeRelease(suite, architectures);
  await signer.clearsign(join(suite, 'Release'), join(suite, 'InRelease'));
  await signer.exportPublicKey(join(directory, `${NAME}.gpg`));
  await writeFile(join(directory, `${NAME}.sources`), `${stringify(aptSource(uri))}\n`);
}

/** The deb822 paragraph that makes apt know the repository. */
export function aptSource(uri: string): Record<string, string> {
  return {
    Types: 'deb',
    URIs: uri,
    Suites: SUITE,
    Components: COMPONENT,
    'Signed-By': `/etc/apt/keyrings/${NAME}.gpg`,
  };
}

/** Where a package lies in the repository. */
export function poolPath({ path, source }: PackageFile): string {
  const initial = /^(?:lib)?./.exec(source)?.[0] ?? '';
  return join('pool', COMPONENT, initial, source, basename(path));
}

async function writePool(directory: string, packages: readonly PackageFile[]): Promise<void> {
  for (const file of packages) {
    const destination = join(directory, poolPath(file));
    await mkdir(join(destination, '..'), { recursive: true });
    await copyFile(file.path, destination);
  }
}

async function writePackageIndex(repository: string, directory: string, architecture: string): Promise<void> {
  const index = await run('apt-ftparchive', ['--arch', architecture, 'packages', 'pool'], { cwd: repository });
  await mkdir(directory, { recursive: true });
  await writeFile(join(directory, 'Packages'), index);
  await writeFile(join(directory, 'Packages.gz'), gzipSync(index));
}

async function writeRelease(suite: string, architectures: readonly string[]): Promise<void> {
  const fields = {
    Origin: NAME,
    Label: NAME,
    Suite: SUITE,
    Codename: SUITE,
    Components: COMPONENT,
    Architectures: architectures.join(' '),
  };
  const options = Object.entries(fields).flatMap(([field, value]) => [
    '-o',
    `APT::FTPArchive::Release::${field}=${value}`,
  ]);
  const release = await run('apt-ftparchive', [...options, 'release', '.'], { cwd: suite });
  await writeFile(join(suite, 'Release'), release);
}
