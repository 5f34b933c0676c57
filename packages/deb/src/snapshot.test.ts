// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: GPL-3.0-or-later

// With the real git.

import { useDirectory } from '../test/directory.ts';
import { withEnvironment } from '../test/environment.ts';
import { commit, FILES, makeCheckout } from '../test/hello.ts';
import { run } from '../test/run.ts';
import { makeSnapshot } from './snapshot.ts';
import { textOf, type SourceFile } from './source-file.ts';

const directory = useDirectory();
let hash = '';
beforeEach(() => {
  makeCheckout(directory());
  commit(directory(), { GIT_COMMITTER_DATE: '2026-11-26T10:00:00+0100' });
  hash = run('git', ['rev-parse', 'HEAD'], directory()).trim();
});

const changelogOf = (version: string, suite = 'unstable'): string =>
  (FILES['debian/changelog'] ?? '').replace('1.2-1', version).replace('unstable', suite);

function filesOf(texts: Readonly<Record<string, string>>): SourceFile[] {
  return Object.entries({ ...FILES, ...texts }).map(([path, text]) => ({
    path,
    kind: path === 'debian/rules' ? 'program' : 'file',
    content: Buffer.from(text),
  }));
}

const snapshotOf = (texts: Readonly<Record<string, string>>): Promise<readonly SourceFile[]> =>
  makeSnapshot(directory(), filesOf(texts));

test('the changelog gets an entry that names the commit, and no other file but dkms.conf changes', async () => {
  const version = `1.2+git20261126090000.${hash.slice(0, 8)}`;
  const entry = `hello (${version}-1) UNRELEASED; urgency=medium

  * Commit ${hash}.

 -- Somebody <somebody@example.invalid>  Thu, 26 Nov 2026 10:00:00 +0100

`;
  const expected = filesOf({
    'debian/changelog': entry + changelogOf('1.2-1'),
    'kmod/dkms.conf': (FILES['kmod/dkms.conf'] ?? '').replace('1.2', version),
  });
  expect(await snapshotOf({})).toEqual(expected);
});

test.each([
  // What is not released yet comes before its release.
  ['1.2-1', 'UNRELEASED', '1.2~gitTIME.HASH-1'],
  ['1.2-1', 'bookworm trixie', '1.2+gitTIME.HASH-1'],
  ['1.2', 'unstable', '1.2+gitTIME.HASH'],
  ['1.2-rc1-3', 'unstable', '1.2-rc1+gitTIME.HASH-3'],
  ['12:1.2-1', 'unstable', '12:1.2+gitTIME.HASH-1'],
])('a snapshot of %s in %s is %s', async (version, suite, expected) => {
  const files = await snapshotOf({ 'debian/changelog': changelogOf(version, suite) });
  const [first = ''] = textOf(files, 'debian/changelog').split('\n');
  const wanted = expected.replace('TIME', '20261126090000').replace('HASH', hash.slice(0, 8));
  expect(first).toBe(`hello (${wanted}) UNRELEASED; urgency=medium`);
});

test.each([
  ['dkms.conf', 'PACKAGE_VERSION=1.2\n', true],
  ['kmod/dkms.conf', "# is 1.2\nPACKAGE_VERSION='1.2' \nX=1.2\n", true],
  ['kmod/dkms.conf', 'PACKAGE_VERSION="1.2"', true],
  // It is dh_dkms that fills this in.
  ['kmod/dkms.conf', 'PACKAGE_VERSION="#MODULE_VERSION#"\n', false],
  // Another version, of whose kind the check of dkms.conf complains.
  ['kmod/dkms.conf', 'PACKAGE_VERSION="1.2.3"\n', false],
  ['kmod/dkms.conf', 'PACKAGE_VERSION="1x2"\n', false],
  ['kmod/dkms.conf', 'MY_PACKAGE_VERSION="1.2"\n', false],
  ['kmod/old-dkms.conf', 'PACKAGE_VERSION="1.2"\n', false],
  ['kmod/dkms.conf.in', 'PACKAGE_VERSION="1.2"\n', false],
])('whether %s with %j takes the version, which has no epoch there: %s', async (path, text, takes) => {
  const files = await snapshotOf({ 'debian/changelog': changelogOf('3:1.2-1'), [path]: text });
  const version = `1.2+git20261126090000.${hash.slice(0, 8)}`;
  const expected = takes ? text.replace(/(?<=PACKAGE_VERSION=["']?)1\.2/, version) : text;
  expect(textOf(files, path)).toBe(expected);
});

test.each([
  '',
  '\nhello (1.2-1) unstable; urgency=medium\n',
  'hello 1.2-1\n',
  'hello (1 2) unstable;',
  'hello (1.2-1) ;',
])('a changelog that begins with %j is left for its check', async (changelog) => {
  expect(await snapshotOf({ 'debian/changelog': changelog })).toEqual(filesOf({ 'debian/changelog': changelog }));
});

test('the time is in UTC, wherever the program runs', async () => {
  await withEnvironment({ TZ: 'Asia/Tokyo' }, async () => {
    expect(textOf(await snapshotOf({}), 'debian/changelog')).toContain('+git20261126090000.');
  });
});

test('the maintainer is the present one', async () => {
  const control = 'Source: hello\nXSBC-Original-Maintainer: Other <o@x>\nMaintainer:Present <p@x>\n';
  const files = await snapshotOf({ 'debian/control': control });
  expect(textOf(files, 'debian/changelog')).toContain('\n -- Present <p@x>  Thu, 26 Nov 2026');
});

test('without a maintainer the entry has none, which the check of debian/control complains of', async () => {
  const files = await snapshotOf({ 'debian/control': 'Source: hello\n' });
  expect(textOf(files, 'debian/changelog')).toContain('\n\n --   Thu, 26 Nov 2026');
});

test('before the first commit there is nothing to name', async () => {
  run('git', ['update-ref', '-d', 'HEAD'], directory());
  await expect(snapshotOf({})).rejects.toThrow(
    expect.objectContaining({ name: 'ToolError', message: '--snapshot: nothing is committed yet' }),
  );
});
