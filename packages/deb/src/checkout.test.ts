// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: GPL-3.0-or-later

import { chmodSync, mkdirSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { useDirectory, workIn } from '../test/directory.ts';
import { commit, makeCheckout, writeFiles } from '../test/hello.ts';
import { run } from '../test/run.ts';
import { findCheckout, listChangedFiles, listForgottenFiles, readSourceFiles } from './checkout.ts';
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

test('a directory that is not exported is left out with all that is below', async () => {
  makeCheckout(directory(), {
    '.gitattributes': 'middle export-ignore\n/a/inner export-ignore\n',
    'a/file': '',
    'a/inner/deep/file': '',
    'b/inner/file': '',
    'middle/file': '',
    'z/middle/file': '',
    'z/middles/file': '',
  });
  expect((await readSourceFiles(directory())).map(({ path }) => path)).toEqual([
    '.gitattributes',
    'a/file',
    'b/inner/file',
    'z/middles/file',
  ]);
});

test('submodules belong to it, and theirs, once they are checked out', async () => {
  const addModule = (checkout: string, module: string, path: string): void => {
    const words = ['submodule', '--quiet', 'add', join(directory(), module), path];
    run('git', ['-c', 'protocol.file.allow=always', ...words], checkout);
    commit(checkout);
  };
  makeCheckout('inner', { file: 'inner' });
  makeCheckout('outer', { '.gitattributes': 'private export-ignore\n', file: 'outer', private: '' });
  addModule('outer', 'inner', 'lib/inner');
  makeCheckout('whole', { file: 'whole' });
  addModule('whole', 'outer', 'outer');
  await expect(readSourceFiles('whole')).rejects.toThrow(
    expect.objectContaining({
      name: 'SourcePackageError',
      message: 'outer/lib/inner: is a submodule that is not checked out: git submodule update --init',
    }),
  );
  run('git', ['-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'update', '--init', '--recursive'], 'whole');
  const lines = describeFiles(await readSourceFiles('whole')).filter((line) => !line.includes('.gitmodules'));
  expect(lines).toEqual([
    'file file: whole',
    'file outer/.gitattributes: private export-ignore\n',
    'file outer/file: outer',
    'file outer/lib/inner/file: inner',
  ]);
});

test('a file that git holds in a conflict is there once', async () => {
  makeCheckout(directory(), { file: 'one' });
  // What a merge leaves: three stages of one path.
  const hash = run('git', ['hash-object', 'file']).trim();
  const stages = ['0 0000000000000000000000000000000000000000', `100644 ${hash} 1`, `100644 ${hash} 2`];
  writeFileSync('.git/stages', stages.map((stage) => `${stage}\tfile\n`).join(''));
  run('sh', ['-c', 'git update-index --index-info <.git/stages']);
  expect(describeFiles(await readSourceFiles(directory()))).toEqual(['file file: one']);
});

test('a built file is older than its sources: those named, or else all but debian/', async () => {
  makeCheckout(directory(), { 'debian/built-files': 'made\n', 'debian/x': '', source: '', '.gitignore': 'made\n' });
  writeFileSync('made', '');
  const setTime = (time: number, ...files: string[]): void => files.forEach((file) => utimesSync(file, time, time));
  const message =
    'debian/built-files:1: made: is older than source: build it again, or name after a colon what it is built from';
  setTime(1e9, 'made', '.gitignore', 'source');
  await expect(readSourceFiles(directory())).resolves.toHaveLength(5);
  setTime(1e9 + 1, 'source');
  await expect(readSourceFiles(directory())).rejects.toThrow(
    expect.objectContaining({ name: 'SourcePackageError', message }),
  );
  writeFileSync('debian/built-files', 'made: sour debian/\n');
  setTime(1e9, 'debian/built-files', 'debian/x');
  await expect(readSourceFiles(directory())).resolves.toHaveLength(5);
  setTime(2e9, 'debian/x');
  await expect(readSourceFiles(directory())).rejects.toThrow('made: is older than debian/x: build it again');
});

test('the changed files are those that the last commit has otherwise', async () => {
  makeCheckout(directory(), { changed: '', same: '', gone: '', staged: '' });
  expect(await listChangedFiles(directory())).toEqual([]);
  writeFiles(directory(), { changed: 'x', staged: 'x', untracked: '' });
  rmSync('gone');
  run('git', ['add', 'staged']);
  expect(await listChangedFiles(directory())).toEqual(['changed', 'gone', 'staged']);
  run('git', ['update-ref', '-d', 'HEAD']);
  expect(await listChangedFiles(directory())).toEqual(['changed', 'same', 'staged']);
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
