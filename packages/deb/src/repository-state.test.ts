// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: GPL-3.0-or-later

import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { useDirectory } from '../test/directory.ts';
import { writeFiles } from '../test/hello.ts';
import { readRepositoryState } from './repository-state.ts';

const directory = useDirectory();
const release = { 'dists/stable/Release': 'Origin: tools\nSuite: stable\n' };

test.each([
  ['without a source of apt', {}, undefined],
  ['where it lies', { 'tools.sources': 'Types: deb\nURIs: file:/srv/apt\n' }, undefined],
  [
    'where it was told to be',
    { 'tools-sid.sources': 'Types: deb\nURIs: https://x.invalid/apt\n' },
    'https://x.invalid/apt',
  ],
  ['with a source that has no URI', { 'tools.sources': 'Types: deb\n' }, undefined],
  [
    'with files of others',
    { 'other.sources': 'URIs: https://x\n', 'tools.sources.old': 'URIs: https://x\n' },
    undefined,
  ],
])('a repository %s', async (_, files, uri) => {
  writeFiles(directory(), { ...release, ...files });
  expect(await readRepositoryState(directory())).toEqual({
    name: 'tools',
    keyring: join(directory(), 'tools.gpg'),
    uri,
  });
});

test('a directory without a suite, or with one of no name, is no repository', async () => {
  mkdirSync(join(directory(), 'dists'));
  expect(await readRepositoryState(directory())).toBeUndefined();
  writeFiles(directory(), { 'dists/stable/Release': 'Suite: stable\n' });
  expect(await readRepositoryState(directory())).toBeUndefined();
});
