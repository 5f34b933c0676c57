// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: GPL-3.0-or-later

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { useDirectory } from '../test/directory.ts';
import { writeFiles } from '../test/hello.ts';
import { findOlder, isOlder } from './older.ts';

const directory = useDirectory();

const family = { names: ['tool', 'tool-dkms'], versions: ['1:1.2-3', '1.2'] };

test.each([
  'tool-dkms_1.1-3_amd64.deb',
  'tool-dkms_1.2-2_amd64.deb',
  'tool_1.2-2_arm64.changes',
  'tool_1.2-2_source.buildinfo',
  'tool_1.1.orig.tar.xz',
  'tool_1.1.tar.xz',
  'tool_1.2-2.debian.tar.xz',
  'tool_1.2-2.dsc',
])('%s is of another version', (file) => {
  expect(isOlder(file, family)).toBe(true);
});

test.each([
  'tool-dkms_1.2-3_amd64.deb',
  'tool_1.2.orig.tar.xz',
  'tool_1.2.tar.xz',
  'tool_1.2-3.dsc',
  'tool-modules_1.1-1_amd64.deb',
  'tool_1.1-3_notes.txt',
  'README',
])('%s stays', (file) => {
  expect(isOlder(file, family)).toBe(false);
});

test('what is older in a directory, sorted; one that is not there has nothing', async () => {
  const names = ['tool_1.1-3.dsc', 'tool_1.2-3.dsc', 'tool-dkms_1.1-3_amd64.deb'];
  writeFiles(directory(), Object.fromEntries(names.map((name) => [name, ''])));
  expect(await findOlder(directory(), family)).toEqual(['tool-dkms_1.1-3_amd64.deb', 'tool_1.1-3.dsc']);
  expect(await findOlder(join(directory(), 'none'), family)).toEqual([]);
  const file = join(directory(), 'file');
  writeFileSync(file, '');
  await expect(findOlder(file, family)).rejects.toThrow('ENOTDIR');
});
