// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: GPL-3.0-or-later

// The built tool, with the real dpkg, in checkouts of other people's, which are made in other ways than ours.

import { existsSync, mkdirSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { useDirectory } from './directory.ts';
import { commit, FILES, makeCheckout, writeFiles } from './hello.ts';
import { makePackage } from './make-package.ts';
import { run, tool } from './run.ts';

const directory = useDirectory();
const hello = (): string => join(directory(), 'hello');
const git = (...words: string[]): string => run('git', words, hello());
const deb = (...words: string[]): string => run(tool, words, hello());
const list = (name: string): string[] => readdirSync(join(hello(), name)).sort();

/** A checkout of which everything is built and committed. */
function make(files: Readonly<Record<string, string>> = FILES): void {
  makeCheckout(hello(), files);
  writeFiles(hello(), { 'words/built.txt': 'hello\n' });
}

test('git would add nothing of what is written, and no secret key', () => {
  make();
  const file = makePackage(directory(), { Package: 'hello' });
  deb('source', '--out', 'out [1]/packages');
  deb('repo', '--out', 'apt', '--key-home', 'keys', file);
  mkdirSync(join(hello(), 'kmod/deep'));
  run(tool, ['repo', '--out', 'apt', '--key-home', '../../keys', '--keep', file], join(hello(), 'kmod/deep'));
  expect(list('.')).toEqual(expect.arrayContaining(['apt', 'build', 'keys', 'out [1]']));
  expect(git('status', '--porcelain')).toBe('');
  writeFileSync(join(hello(), 'out'), '');
  expect(git('status', '--porcelain')).toBe('?? out\n');
  expect(git('status', '--porcelain', '--ignored=matching', 'words')).toBe('!! words/\n');
}, 120_000);

test('a source has more files than a process may have open', () => {
  const many = Object.fromEntries(Array.from({ length: 300 }, (_, number) => [`many/${number}`, '']));
  make({ ...FILES, ...many });
  run('sh', ['-c', 'ulimit -n 200; exec "$0" source --out packages', tool], hello());
  expect(list('packages')).toContain('hello_1.2-1.dsc');
}, 60_000);

test('a directory that git tracks stays as the user has it', () => {
  make({ ...FILES, 'debs/README': '' });
  deb('source', '--out', 'debs');
  expect(git('status', '--porcelain')).toContain('?? debs/hello_1.2-1.dsc\n');
}, 60_000);

test('older versions go where that is asked for', () => {
  make();
  writeFiles(hello(), { 'packages/hello_1.1-1.dsc': '', 'packages/other_1.dsc': '' });
  expect(deb('source', '--out', 'packages')).toContain(
    'packages/hello_1.1-1.dsc is of another version: --remove-older removes it\n',
  );
  expect(list('packages')).toContain('hello_1.1-1.dsc');
  expect(deb('source', '--out', 'packages', '--remove-older')).toContain('removed packages/hello_1.1-1.dsc');
  expect(list('packages').filter((name) => name.endsWith('.dsc'))).toEqual(['hello_1.2-1.dsc', 'other_1.dsc']);
}, 60_000);

test('submodules belong to the source', () => {
  makeCheckout(join(directory(), 'library'), {
    'library.c': '',
    '.gitattributes': 'tests export-ignore\n',
    'tests/x': '',
  });
  make();
  git('-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', '../library', 'lib');
  commit(hello());
  deb('source', '--out', '../out');
  const files = run('tar', ['--list', '--file', join(directory(), 'out/hello_1.2.orig.tar.xz')]);
  expect(files).toContain('hello-1.2/lib/library.c\n');
  expect(files).not.toContain('lib/tests');
  run('git', ['clone', '--quiet', hello(), join(directory(), 'clone')]);
  writeFiles(join(directory(), 'clone'), { 'words/built.txt': '' });
  expect(() => run(tool, ['source', '--out', '../out'], join(directory(), 'clone'))).toThrow(
    'lib: is a submodule that is not checked out: git submodule update --init',
  );
}, 60_000);

test('a native package has no original tarball, and no revision', () => {
  const native = { ...FILES, 'debian/source/format': '3.0 (native)\n' };
  make(native);
  expect(() => deb('source', '--out', '../out')).toThrow(
    'debian/changelog:1: has the version 1.2-1 with a revision, which the format 3.0 (native) does not know',
  );
  const changelog = FILES['debian/changelog'] ?? '';
  writeFiles(hello(), { 'debian/changelog': changelog.replace('1.2-1', '1.2') });
  deb('build', '--out', 'packages', '--arch', 'arm64');
  expect(list('packages').filter((name) => /\.(?:deb|dsc|xz)$/.test(name))).toEqual([
    'hello-common_1.2_all.deb',
    'hello-dkms_1.2_arm64.deb',
    'hello_1.2.dsc',
    'hello_1.2.tar.xz',
  ]);
  writeFiles(hello(), { 'debian/source/format': '3.0 (quilt)\n' });
  expect(() => deb('source', '--out', '../out')).toThrow(
    'debian/changelog:1: has the version 1.2 without a revision, which the format 3.0 (quilt) needs',
  );
  writeFiles(hello(), { 'debian/source/format': '1.0\n' });
  expect(() => deb('source', '--out', '../out')).toThrow(
    'debian/source/format:1: is 1.0; there are 3.0 (quilt) and 3.0 (native)',
  );
}, 120_000);

test('sources that differ from the commit are named', () => {
  make();
  expect(deb('source', '--out', 'packages')).not.toContain('commit');
  writeFileSync(join(hello(), 'kmod/hello.c'), '\n');
  expect(deb('source', '--out', 'packages')).toContain('kmod/hello.c differs from the last commit\n');
  expect(() => deb('source', '--out', 'packages', '--snapshot')).toThrow(
    '--snapshot: kmod/hello.c differs from the commit that the version would name',
  );
}, 60_000);

test('a snapshot comes after its release and before the next, and after older snapshots', () => {
  make();
  const date = { GIT_COMMITTER_DATE: '2026-11-26T10:00:00+0100' };
  const versions = ['1.2-1'];
  for (const text of ['one', 'two']) {
    writeFileSync(join(hello(), 'kmod/hello.c'), text);
    commit(hello(), text === 'one' ? date : {});
    deb('source', '--out', 'packages', '--snapshot');
    const [name = ''] = list('packages').filter(
      (file) => file.endsWith('.dsc') && !versions.some((v) => file.includes(v)),
    );
    versions.push(/^hello_(.*)\.dsc$/.exec(name)?.[1] ?? '');
  }
  versions.push('1.3-1');
  expect(versions[1]).toMatch(/^1\.2\+git20261126090000\.[0-9a-f]{8}-1$/);
  for (const [index, version] of versions.slice(1).entries()) {
    run('dpkg', ['--compare-versions', versions[index] ?? '', 'lt', version]);
  }
  const tree = join(directory(), 'tree');
  run('dpkg-source', ['--extract', join(hello(), 'packages', `hello_${versions[1] ?? ''}.dsc`), tree], directory());
  expect(run('dpkg-parsechangelog', ['--show-field', 'Date'], tree)).toBe('Thu, 26 Nov 2026 10:00:00 +0100\n');
  expect(run('cat', ['kmod/dkms.conf'], tree)).toContain(
    `PACKAGE_VERSION="${(versions[1] ?? '').replace('-1', '')}"\n`,
  );

  // What is not released yet comes before it.
  writeFiles(hello(), { 'debian/changelog': (FILES['debian/changelog'] ?? '').replace('unstable', 'UNRELEASED') });
  commit(hello());
  deb('source', '--out', 'next', '--snapshot');
  expect(list('next').find((name) => name.endsWith('.dsc'))).toMatch(/^hello_1\.2~git\d{14}\.[0-9a-f]{8}-1\.dsc$/);
}, 60_000);

test('a built file that is older than its sources is refused', () => {
  make();
  const built = join(hello(), 'words/built.txt');
  writeFiles(hello(), { 'debian/built-files': '\nwords/built.txt\n' });
  utimesSync(built, 1e9, 1e9);
  expect(() => deb('source', '--out', 'packages')).toThrow(
    /debian\/built-files:2: words\/built.txt: is older than .*: build it again, or name after a colon what it is built from$/m,
  );
  writeFiles(hello(), { 'debian/built-files': 'words/built.txt: words kmod/hello.c\n' });
  utimesSync(join(hello(), 'kmod/hello.c'), 2e9, 2e9);
  expect(() => deb('source', '--out', 'packages')).toThrow('is older than kmod/hello.c');
  utimesSync(built, 2e9, 2e9);
  deb('source', '--out', 'packages');
  writeFiles(hello(), { 'debian/built-files': 'words/built.txt:\n' });
  utimesSync(built, 1e9, 1e9);
  deb('source', '--out', 'packages');
}, 60_000);

test('the command is there when npm has installed the workspace, and says what is missing', () => {
  const workspace = join(directory(), 'workspace');
  const place = join(workspace, 'packages/deb');
  mkdirSync(place, { recursive: true });
  writeFileSync(join(workspace, 'package.json'), '{ "name": "x", "private": true, "workspaces": ["packages/*"] }');
  run('cp', ['-r', 'package.json', 'bin', place], join(__dirname, '..'));
  run('npm', ['pkg', 'delete', 'devDependencies'], place);
  run('npm', ['install', '--silent', '--offline', '--no-audit', '--no-fund'], workspace);
  const npx = (): string => run('npx', ['--offline', '@u-dma-buf-mgr/deb', '--version'], workspace);
  expect(npx).toThrow('u-dma-buf-mgr-deb: is not built yet: npm run build');
  expect(() => run(join(workspace, 'node_modules/.bin/u-dma-buf-mgr-deb'), [])).toThrow('is not built yet');
  run('cp', ['-r', join(__dirname, '../dist'), place]);
  expect(npx()).toMatch(/^\d+\.\d+\.\d+\n$/);
  rmSync(join(place, 'dist'), { recursive: true });
  expect(existsSync(place)).toBe(true);
}, 60_000);
