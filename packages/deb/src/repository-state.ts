// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: GPL-3.0-or-later

import { parse } from 'debian-control';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** What a repository says of itself, which its next state has to keep. */
export interface RepositoryState {
  readonly name: string;
  /** The file of its public keys. */
  readonly keyring: string;
  /** Where apt finds it, unless that is just where it lies. */
  readonly uri: string | undefined;
}

export async function readRepositoryState(directory: string): Promise<RepositoryState | undefined> {
  const [suite] = await readdir(join(directory, 'dists'));
  if (suite === undefined) {
    return undefined;
  }
  const { Origin: name } = parse(await readFile(join(directory, 'dists', suite, 'Release'), 'utf8'));
  if (typeof name !== 'string') {
    return undefined;
  }
  return { name, keyring: join(directory, `${name}.gpg`), uri: await readUri(directory, name) };
}

async function readUri(directory: string, name: string): Promise<string | undefined> {
  const sources = (await readdir(directory)).find((file) => file.startsWith(name) && file.endsWith('.sources'));
  const { URIs: uri } = sources === undefined ? {} : parse(await readFile(join(directory, sources), 'utf8'));
  return typeof uri === 'string' && !uri.startsWith('file:') ? uri : undefined;
}
