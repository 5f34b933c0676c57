// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: GPL-3.0-or-later

import { lstatSync, readFileSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';
import { useDirectory } from '../test/directory.ts';
import { writeTree } from './source-tree.ts';

const directory = useDirectory();

test('files, programs and links have their modes and one time', () => {
  const time = new Date('2020-01-02T03:04:05Z');
  writeTree(
    directory(),
    [
      { path: 'a/b/file', kind: 'file', content: Buffer.from('text') },
      { path: 'a/b/more', kind: 'file', content: Buffer.from('') },
      { path: 'program', kind: 'program', content: Buffer.from('#!') },
      { path: 'link', kind: 'link', content: Buffer.from('nowhere') },
    ],
    time,
  );
  expect(readFileSync(join(directory(), 'a/b/file'), 'utf8')).toBe('text');
  expect(readlinkSync(join(directory(), 'link'))).toBe('nowhere');
  const status = ['a/b/file', 'program', 'link'].map((name) => lstatSync(join(directory(), name)));
  expect(status.slice(0, 2).map(({ mode }) => mode & 0o777)).toEqual([0o644, 0o755]);
  expect(status.map(({ mtime }) => mtime)).toEqual([time, time, time]);
});
