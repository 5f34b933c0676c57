// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: GPL-3.0-or-later

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { useDirectory } from '../test/directory.ts';
import { writeFiles } from '../test/hello.ts';
import { makePackage } from '../test/make-package.ts';
import { run } from '../test/run.ts';
import { inspectPackage } from './package-file.ts';

const directory = useDirectory();

test.each([
  ['a package of its own source', {}, 'tool'],
  ['a package of another source', { Source: 'all-tools' }, 'all-tools'],
  ['a package of another version of its source', { Source: 'all-tools (1.2 3)' }, 'all-tools'],
])('%s', async (_, fields, source) => {
  const path = makePackage(directory(), { Package: 'tool', ...fields });
  expect(await inspectPackage(path)).toEqual({ paths: [path], source });
});

test('a source package is its .dsc file and the files that this names', async () => {
  const path = join(directory(), 'tool_1.dsc');
  writeFileSync(path, 'Source: tool\nFiles:\n 00aa 12 tool_1.orig.tar.xz\n 00bb 7 tool_1.debian.tar.xz\n');
  expect(await inspectPackage(path)).toEqual({
    paths: [path, join(directory(), 'tool_1.orig.tar.xz'), join(directory(), 'tool_1.debian.tar.xz')],
    source: 'tool',
  });
});

test('a signed one is the same', async () => {
  const path = join(directory(), 'tool_1.dsc');
  const [begin, end] = ['-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA512\n\n', '\n-----BEGIN PGP SIGNATURE-----\n\n'];
  writeFileSync(
    path,
    `${begin}Source: tool\nFiles:\n 00aa 12 tool_1.tar.xz\n${end}Files: 9\n-----END PGP SIGNATURE-----\n`,
  );
  expect(await inspectPackage(path)).toEqual({ paths: [path, join(directory(), 'tool_1.tar.xz')], source: 'tool' });
});

test.each(['Source: tool\n', 'Source: tool\nFiles: one\n', 'Files:\n 00aa 12 x\n'])(
  '%j is no source package',
  async (text) => {
    const path = join(directory(), 'tool_1.dsc');
    writeFileSync(path, text);
    await expect(inspectPackage(path)).rejects.toThrow(
      expect.objectContaining({ name: 'ToolError', message: `${path}: Source or Files: is missing` }),
    );
  },
);

test('what is no package', async () => {
  const path = join(directory(), 'tool.deb');
  writeFileSync(path, 'no package');
  await expect(inspectPackage(path)).rejects.toThrow('dpkg-deb failed with status 2');
});

test('a package without a name', async () => {
  writeFiles(directory(), { 'tree/DEBIAN/control': 'Version: 1\nArchitecture: all\n' });
  const path = join(directory(), 'x.deb');
  run('dpkg-deb', ['--root-owner-group', '--nocheck', '--build', join(directory(), 'tree'), path]);
  await expect(inspectPackage(path)).rejects.toThrow(
    expect.objectContaining({ name: 'ToolError', message: `${path}: Package: is missing in its control file` }),
  );
});
