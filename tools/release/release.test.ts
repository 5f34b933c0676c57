// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { commitAll, copyCheckout } from './copy-checkout.ts';

// What tools/release/run refuses, and what it does again, in a repository that has no more than it looks at.

let copy: string;
beforeEach(() => {
  copy = copyCheckout();
  writeFileSync(join(copy, '.changeset/change.md'), "---\n'@u-dma-buf-mgr/cli': patch\n---\n\nA change.\n");
  commitAll(copy);
}, 30_000);
afterEach(() => rmSync(copy, { recursive: true }));

function git(...words: string[]): void {
  execFileSync('git', words, { cwd: copy });
}

function release(...words: string[]): { status: number | null; stderr: string } {
  const { status, stderr } = spawnSync('tools/release/run', words, { cwd: copy, encoding: 'utf8' });
  return { status, stderr };
}

/** Without a npm that works, it ends where it takes the changesets. */
function releaseUntilChangesets(tests: string): string {
  const programs = join(copy, 'build/programs');
  mkdirSync(programs, { recursive: true });
  writeFileSync(join(programs, 'npm'), '#!/bin/sh\nexit 1\n', { mode: 0o755 });
  const env = { ...process.env, PATH: `${programs}:${process.env['PATH'] ?? ''}` };
  const words = ['--dry-run', '--tests', tests];
  const { stdout, stderr } = spawnSync('tools/release/run', words, { cwd: copy, encoding: 'utf8', env });
  expect(stderr).toContain('npm ci --prefer-offline failed: status 1\n');
  return stdout;
}

test('a tree with changes', () => {
  writeFileSync(join(copy, 'new'), '');
  expect(release('--dry-run', '--tests', 'true')).toEqual({
    status: 1,
    stderr: 'release: the tree has changes that are not committed\n',
  });
});

test('no changesets', () => {
  git('rm', '--quiet', '.changeset/*.md');
  commitAll(copy);
  expect(release('--dry-run', '--tests', 'true')).toEqual({
    status: 1,
    stderr: 'release: there are no changesets: nothing to release\n',
  });
});

test('a version that was not taken everywhere', () => {
  writeFileSync(join(copy, 'dkms/dkms.conf'), 'PACKAGE_VERSION="5.9.9"\n');
  commitAll(copy);
  const { status, stderr } = release('--dry-run', '--tests', 'true');
  expect({ status, first: stderr.split('\n')[0] }).toEqual({
    status: 1,
    first: expect.stringContaining('dkms/dkms.conf says 5.9.9'),
  });
});

test('failing tests', () => {
  expect(release('--dry-run', '--tests', 'false')).toEqual({ status: 1, stderr: 'release: the tests fail: false\n' });
});

test('tests run without the cache of Nx', () => {
  const tests = '[[ $NX_SKIP_NX_CACHE != true ]]';
  expect(release('--dry-run', '--tests', tests)).toEqual({ status: 1, stderr: `release: the tests fail: ${tests}\n` });
});

test('what passed is not tested again until there is another commit or another test', () => {
  expect(releaseUntilChangesets('true')).toMatch(/^=== Test it\n--- ok/m);
  expect(releaseUntilChangesets('true')).toMatch(/^=== Test it\n--- done before, of the same commit$/m);
  expect(releaseUntilChangesets(': more')).toMatch(/^=== Test it\n--- ok/m);
  writeFileSync(join(copy, 'new'), '');
  commitAll(copy);
  expect(releaseUntilChangesets(': more')).toMatch(/^=== Test it\n--- ok/m);
});

test('a project that is nowhere', () => {
  expect(release('--tests', 'false')).toEqual({
    status: 1,
    stderr: expect.stringMatching(
      /do not say where the project is: tools\/release\/address URL, or --repository URL\n$/,
    ),
  });
  expect(release('--tests', 'false', '--repository', 'https://example.com/x').stderr).toContain(
    'debian/control names a maintainer in .invalid: tools/release/address URL "NAME <ADDRESS>"',
  );
  address('https://example.com/x', 'Ada Lovelace <ada@example.com>');
  commitAll(copy);
  expect(release('--tests', 'false').stderr).toContain('the tests fail');
});

test('the Debian packages say where the project is, and who answers for it', () => {
  const read = (file: string): string => readFileSync(join(copy, file), 'utf8');
  address('https://example.com/u/x', 'Ada Lovelace <ada@example.com>');
  expect(read('debian/control')).toContain('\nMaintainer: Ada Lovelace <ada@example.com>\n');
  expect(read('debian/control')).toContain('\nVcs-Git: https://example.com/u/x.git\n');
  expect(read('debian/watch')).toContain('https://example.com/u/x.git refs/tags');
  expect(read('debian/changelog')).toContain('\n -- Ada Lovelace <ada@example.com>  ');
  const files = execFileSync('git', ['grep', '-l', '@', '--', 'debian', 'kmod'], { cwd: copy, encoding: 'utf8' })
    .trim()
    .split('\n');
  for (const file of files) {
    expect({ file, text: read(file) }).toEqual({ file, text: expect.not.stringMatching(/\.invalid\b/) });
  }
});

test.each(['ada@example.com', 'Ada Lovelace', 'Ada <ada>', 'Ada <ada@example.com'])('%s is no maintainer', (who) => {
  expect(address('https://example.com/x', who)).toEqual({
    status: 1,
    stderr: `address: the maintainer ${who} is not of the form "NAME <ADDRESS>"\n`,
  });
});

function address(...words: string[]): { status: number | null; stderr: string } {
  const { status, stderr } = spawnSync('tools/release/address', words, { cwd: copy, encoding: 'utf8' });
  return { status, stderr };
}

test.each(['https://example.com/u/x', 'https://example.com/u/x/', 'git+https://example.com/u/x.git'])(
  'the packages of a project at %s say so',
  (url) => {
    expect(address(url)).toEqual({ status: 0, stderr: '' });
    const manifest = JSON.parse(readFileSync(join(copy, 'packages/cli/package.json'), 'utf8')) as unknown;
    expect(manifest).toMatchObject({
      repository: { type: 'git', url: 'git+https://example.com/u/x.git', directory: 'packages/cli' },
      homepage: 'https://example.com/u/x#readme',
      bugs: { url: 'https://example.com/u/x/issues' },
    });
  },
);

test.each(['example.com/x', 'https://example.com', 'ssh://git@example.com/x'])('%s is no address', (url) => {
  expect(address(url)).toEqual({
    status: 1,
    stderr: `address: the address ${url} is not of the form https://HOST/PATH\n`,
  });
});

test('a key home that is not there is named before the tests run', () => {
  const { status, stderr } = release('--dry-run', '--tests', 'touch tested', '--key-home', 'kyes');
  expect({ status, stderr }).toEqual({
    status: 1,
    stderr: `release: --key-home: ${join(copy, 'kyes')} is not there\n`,
  });
  expect(existsSync(join(copy, 'tested'))).toBe(false);
});

test.each([['--publish'], ['rehearse', '--dry-run'], ['again']])('%s is refused', (...words) => {
  expect(release(...words)).toEqual({
    status: 1,
    stderr:
      'release: usage: release [--dry-run] [--tests COMMAND] [--repository URL] [--key-home DIR]\n       release rehearse\n',
  });
});
