// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: GPL-3.0-or-later

import { mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { replaceDirectory } from './replace-directory.ts';

let parent: string;
let path: string;

beforeEach(async () => {
  parent = await mkdtemp(join(tmpdir(), 'replace-directory-'));
  path = join(parent, 'repository');
});

afterEach(() => rm(parent, { recursive: true }));

function fillWith(text: string) {
  return (directory: string): Promise<void> => writeFile(join(directory, 'file'), text);
}

test('new content takes the place of old, and nothing else stays', async () => {
  await replaceDirectory(path, fillWith('old'));
  await replaceDirectory(path, async (directory) => {
    expect(await readFile(join(path, 'file'), 'utf8')).toBe('old');
    await fillWith('new')(directory);
  });
  expect(await readFile(join(path, 'file'), 'utf8')).toBe('new');
  expect((await stat(path)).mode & 0o777).toBe(0o755);
  expect(await readdir(parent)).toHaveLength(2);
});

test('a failure leaves what was there', async () => {
  await replaceDirectory(path, fillWith('old'));
  await expect(replaceDirectory(path, () => Promise.reject(new Error('disk full')))).rejects.toThrow('disk full');
  expect(await readFile(join(path, 'file'), 'utf8')).toBe('old');
  expect(await readdir(parent)).toHaveLength(2);
});

test('what is not its own is left alone', async () => {
  await mkdir(path);
  await expect(replaceDirectory(path, fillWith('new'))).rejects.toThrow('is in the way');
  await rm(path, { recursive: true });
  await symlink('/', path);
  await expect(replaceDirectory(path, fillWith('new'))).rejects.toThrow('is in the way: it leads to /');
});
