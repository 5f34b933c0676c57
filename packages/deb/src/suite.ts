// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: GPL-3.0-or-later

import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { poolOf } from './pool.ts';
import { run } from './run.ts';
import type { Signer } from './signing-key.ts';

export const COMPONENT = 'main';

/** So many generations of the indexes stay, for whoever has read an older Release. */
const GENERATIONS = 3;

export function sourceIndexOf(suite: string): string {
  return join('dists', suite, COMPONENT, 'source/Sources');
}

/** Writes the indexes of what the suite's pool has, and signs them. */
export async function writeSuite(repository: string, name: string, suite: string, signer: Signer): Promise<void> {
  const directory = join(repository, 'dists', suite);
  const files = await readdir(join(repository, poolOf(suite)), { recursive: true });
  const architectures = architecturesOf(files);
  await removeIndexes(directory);
  for (const architecture of architectures) {
    const index = await archive(repository, ['--arch', architecture, 'packages', poolOf(suite)]);
    await writeIndex(join(directory, COMPONENT, `binary-${architecture}`, 'Packages'), index);
  }
  if (files.some((file) => file.endsWith('.dsc'))) {
    await writeIndex(join(repository, sourceIndexOf(suite)), await archive(repository, ['sources', poolOf(suite)]));
  }
  await writeRelease(directory, name, suite, architectures);
  await signer.clearsign(join(directory, 'Release'), join(directory, 'InRelease'));
}

/** Packages for all architectures are in the index of each. */
function architecturesOf(files: readonly string[]): string[] {
  const found = new Set(files.flatMap((file) => /_([^_]+)\.deb$/.exec(file)?.[1] ?? []));
  return found.size > 1 ? [...found].filter((name) => name !== 'all').sort() : [...found];
}

/** All but those that are called by their hash. */
async function removeIndexes(directory: string): Promise<void> {
  await mkdir(directory, { recursive: true });
  const files = await readdir(directory, { recursive: true });
  for (const file of files.filter((name) => /(?:^|\/)(?:Packages|Sources|InRelease|Release)(?:\.gz)?$/.test(name))) {
    await rm(join(directory, file));
  }
}

function archive(cwd: string, words: readonly string[]): Promise<string> {
  return run('apt-ftparchive', words, { cwd });
}

async function writeIndex(file: string, index: string): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, index);
  await writeFile(`${file}.gz`, gzipSync(index));
}

/** apt-ftparchive also gives the indexes their names by hash. */
async function writeRelease(
  directory: string,
  name: string,
  suite: string,
  architectures: readonly string[],
): Promise<void> {
  const fields = {
    Origin: name,
    Label: name,
    Suite: suite,
    Codename: suite,
    Components: COMPONENT,
    Architectures: architectures.join(' '),
  };
  const options = [
    ...Object.entries(fields).map(([field, value]) => `APT::FTPArchive::Release::${field}=${value}`),
    'APT::FTPArchive::DoByHash=true',
    `APT::FTPArchive::By-Hash-Keep=${GENERATIONS}`,
  ].flatMap((option) => ['-o', option]);
  await writeFile(join(directory, 'Release'), await archive(directory, [...options, 'release', '.']));
}
