// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: GPL-3.0-or-later

import { chmodSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { useDirectory, workIn } from '../test/directory.ts';
import { makeCheckout, writeFiles } from '../test/hello.ts';
import { run } from '../test/run.ts';
import { findCheckout, listForgottenFiles, readSourceFiles } from './checkout.ts';
import { textOf, type SourceFile } from './source-file.ts';

const directory = useDirectory();
workIn(directory);

function describeFiles(files: readonly SourceFile[]): string[] {
  return files.map(({ path, kind, content }) => `${kind} ${path}: ${content.toString()}`);
}

test('the checkout is that of the directory it is called in', async () => {
  await expect(findCheckout()).rejects.toThrow(`${directory()} is not in a git checkout`);
  makeCheckout(directory(), { 'deep/file': '' });
  process.chdir('deep');
  expect(await findCheckout()).toBe(directory());
});

test('the source is what git tracks, sorted, but for what is not exported', async () => {
  makeCheckout(directory(), {
    'b/file': 'text',
    a: 'one',
    '.gitattributes': 'private/** export-ignore\n',
    'private/n': '',
  });
  writeFileSync('program', '#!', { mode: 0o755 });
  symlinkSync('b/file', 'link');
  run('git', ['add', '--all'], directory());
  writeFileSync('untracked', '');
  writeFileSync('a', 'two');
  expect(describeFiles(await readSourceFiles(directory()))).toEqual([
    'file .gitattributes: private/** export-ignore\n',
    'file a: two',
    'file b/file: text',
    'link link: b/file',
    'program program: #!',
  ]);
});

test('built files and directories of the list belong to it', async () => {
  makeCheckout(directory(), {
    'debian/built-files': '# comment\n\nwords/built.txt\nmade\n',
    '.gitignore': 'words/\nmade/\n',
  });
  writeFiles(directory(), { 'words/built.txt': 'w', 'words/other.txt': '', 'made/x': 'x', 'made/deep/y': 'y' });
  expect(describeFiles(await readSourceFiles(directory())).filter((line) => !line.includes('.gitignore'))).toEqual([
    'file debian/built-files: # comment\n\nwords/built.txt\nmade\n',
    'file made/deep/y: y',
    'file made/x: x',
    'file words/built.txt: w',
  ]);
});

test('everything that is not there is named at once', async () => {
  makeCheckout(directory(), { 'debian/built-files': 'one\n#\ntwo\n', gone: '', file: '' });
  rmSync('gone');
  await expect(readSourceFiles(directory())).rejects.toThrow(
    expect.objectContaining({
      name: 'SourcePackageError',
      message:
        'gone: is in git, but not there\n' +
        'debian/built-files:1: one: is not built yet\ndebian/built-files:3: two: is not built yet',
    }),
  );
});

test('what cannot be read is named with the reason', async () => {
  makeCheckout(directory(), { 'debian/built-files': 'file/below\n', file: '' });
  await expect(readSourceFiles(directory())).rejects.toThrow(
    `debian/built-files:1: file/below: ENOTDIR: not a directory, lstat '${directory()}/file/below'`,
  );
});

test('what looks forgotten is told, but for products', async () => {
  makeCheckout(directory(), { '.gitignore': 'ignored\n', 'src/a': '' });
  mkdirSync('empty');
  writeFiles(directory(), {
    ignored: '',
    forgotten: '',
    'new/x': '',
    'new/y': '',
    'out/p.deb': '',
    'src/out/q.deb': '',
  });
  expect(await listForgottenFiles(directory(), [])).toEqual(['forgotten', 'new/', 'out/', 'src/out/']);
  process.chdir('src');
  expect(await listForgottenFiles(directory(), [join(directory(), 'out'), 'out', '../..'])).toEqual([
    'forgotten',
    'new/',
  ]);
});

test('a file is executable by its owner’s bit alone', async () => {
  makeCheckout(directory(), { 'by-group': '', 'by-owner': '' });
  chmodSync('by-group', 0o674);
  chmodSync('by-owner', 0o700);
  expect((await readSourceFiles(directory())).map(({ kind }) => kind)).toEqual(['file', 'program']);
});

test('the text of a file, or that there is none', () => {
  const files: SourceFile[] = [{ path: 'a', kind: 'file', content: Buffer.from('text') }];
  expect(textOf(files, 'a')).toBe('text');
  expect(() => textOf(files, 'b')).toThrow(
    expect.objectContaining({ name: 'SourcePackageError', message: 'b: is not in git' }),
  );
});
