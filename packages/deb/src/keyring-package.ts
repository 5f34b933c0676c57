// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: GPL-3.0-or-later

import { stringify } from 'debian-control';
import { existsSync } from 'node:fs';
import { copyFile, mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { poolPath } from './pool.ts';
import { run } from './run.ts';

/** Where the package has the keys, and apt sources look for them. */
export function keyringPlace(name: string): string {
  return join('/usr/share/keyrings', `${name}.gpg`);
}

export function keyringPackageName(name: string): string {
  return `${name}-archive-keyring`;
}

/** The directory of the package in the pool of a suite. */
export function keyringPool(name: string, suite: string): string {
  return dirname(poolPath(suite, keyringPackageName(name), 'x'));
}

export async function findKeyringPackage(repository: string, name: string, suite: string): Promise<string | undefined> {
  const place = join(repository, keyringPool(name, suite));
  const [file] = existsSync(place) ? await readdir(place) : [];
  return file && join(place, file);
}

/**
 * Builds the package that brings clients the keys of the repository, in a directory that is made for it.
 * @param former - the package that it is to be newer than
 */
export async function buildKeyringPackage(
  directory: string,
  name: string,
  keyring: string,
  former: string | undefined,
): Promise<string> {
  const tree = join(directory, 'tree');
  const version = await nextVersion(former);
  const fields = {
    Package: keyringPackageName(name),
    Version: version,
    Architecture: 'all',
    Maintainer: `${name} package repository`,
    Section: 'misc',
    Priority: 'optional',
    Description: [
      `keys of the package repository ${name}`,
      ' apt knows the repository by them; an upgrade brings new ones.',
    ],
  };
  const place = join(tree, keyringPlace(name));
  await mkdir(join(tree, 'DEBIAN'), { recursive: true });
  await mkdir(dirname(place), { recursive: true });
  await writeFile(join(tree, 'DEBIAN/control'), `${stringify(fields)}\n`);
  await copyFile(keyring, place);
  const file = join(directory, `${fields.Package}_${version}_all.deb`);
  await run('dpkg-deb', ['--root-owner-group', '--build', tree, file]);
  await rm(tree, { recursive: true });
  return file;
}

/** The time, to the second; whatever the clock says, it is more than before. */
async function nextVersion(former: string | undefined): Promise<string> {
  const now = BigInt(new Date().toISOString().replaceAll(/\D/g, '').slice(0, 14));
  const last = former === undefined ? 0n : BigInt((await run('dpkg-deb', ['--field', former, 'Version'])).trim());
  return String(now > last ? now : last + 1n);
}
