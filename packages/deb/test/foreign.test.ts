// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: GPL-3.0-or-later

// The tool as npm installs it, in a repository of somebody else's.

import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FILES, makeCheckout } from './hello.ts';
import { run } from './run.ts';

let directory: string;
let repository: string;

function tool(...words: string[]): string {
  return run(join(directory, 'installed/node_modules/.bin/u-dma-buf-mgr-deb'), words, repository);
}

beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'u-dma-buf-mgr-deb-'));
  repository = join(directory, 'hello');
  const manifest = join(__dirname, '..');
  run('npm', ['pack', '--silent', '--pack-destination', directory, manifest]);
  const tarball = readdirSync(directory).find((name) => name.endsWith('.tgz')) ?? '';
  const options = ['--silent', '--offline', '--no-audit', '--no-fund', '--prefix', join(directory, 'installed')];
  run('npm', ['install', ...options, join(directory, tarball)], directory);
  makeCheckout(repository);
}, 60_000);

afterAll(() => {
  rmSync(directory, { recursive: true });
});

test('what is not built yet is named by the line that asks for it', () => {
  expect(() => tool('build', '--out', 'packages', '--arch', 'amd64')).toThrow(
    'debian/built-files:2: words/built.txt: is not built yet',
  );
});

test('it builds, and makes a repository of, what the other repository has', () => {
  mkdirSync(join(repository, 'words'));
  writeFileSync(join(repository, 'words/built.txt'), 'hello\n');
  writeFileSync(join(repository, 'forgotten'), '');
  const report = tool('build', '--out', 'packages', '--arch', 'arm64');
  expect(report).toMatch(/^forgotten is left out: it is not in git$/m);
  expect(report.match(/left out/g)).toHaveLength(1);
  const out = join(repository, 'packages');
  const packages = readdirSync(out).filter((name) => /\.(?:deb|dsc)$/.test(name));
  expect(packages.sort()).toEqual(['hello-common_1.2-1_all.deb', 'hello-dkms_1.2-1_arm64.deb', 'hello_1.2-1.dsc']);
  expect(run('dpkg-deb', ['--contents', join(out, 'hello-dkms_1.2-1_arm64.deb')])).toContain(
    './usr/src/hello-1.2/dkms.conf\n',
  );
  const orig = run('tar', ['--list', '--file', join(out, 'hello_1.2.orig.tar.xz')]);
  expect(orig).toContain('hello-1.2/words/built.txt\n');
  expect(orig).not.toContain('private');
  const files = packages.map((name) => join('packages', name));
  tool('repo', '--out', '../apt', '--key-home', '../keys', '--name', 'hello', ...files);
  expect(readdirSync(join(directory, 'apt')).sort()).toEqual(['dists', 'hello.gpg', 'hello.sources', 'pool']);
}, 120_000);

test('a mistake is named with file, line and field', () => {
  const control = join(repository, 'debian/control');
  cpSync(control, `${control}.right`);
  writeFileSync(control, (FILES['debian/control'] ?? '').replace('Source: hello', 'Source: hullo'));
  expect(() => tool('build', '--out', 'packages', '--arch', 'amd64')).toThrow(
    'debian/changelog:1: Source: is hello, in debian/control hullo\n' +
      'kmod/dkms.conf:1: PACKAGE_NAME: is "hello", not "hullo"',
  );
  cpSync(`${control}.right`, control);
});

test('a key that is not there is named before anything is built', () => {
  const words = ['build', '--out', 'unsigned', '--arch', 'arm64', '--key-home'];
  expect(() => tool(...words, '../kyes')).toThrow('--key-home: ../kyes is not there; it must have a key to sign with');
  expect(() => tool(...words, '../keys', '--key', 'nobody')).toThrow('--key: ../keys has no key nobody');
  expect(readdirSync(repository)).not.toContain('unsigned');
});

test('it signs what an archive wants signed, and a repository takes that', () => {
  expect(tool('build', '--out', 'signed', '--arch', 'arm64', '--key-home', '../keys')).toMatch(
    /^signed hello_1\.2-1\.dsc$/m,
  );
  const out = join(repository, 'signed');
  const signed = readdirSync(out).filter((name) => /\.(?:changes|dsc)$/.test(name));
  const changes = ['all', 'arm64', 'source'].map((what) => `hello_1.2-1_${what}.changes`);
  expect(signed.sort()).toEqual(['hello_1.2-1.dsc', ...changes]);
  for (const name of signed) {
    run('gpgv', ['--keyring', join(directory, 'apt/hello.gpg'), join(out, name)]);
  }
  // What is uploaded names the signed file.
  const upload = readFileSync(join(out, 'hello_1.2-1_source.changes'), 'utf8');
  for (const [field, program] of Object.entries({ 'Checksums-Sha256': 'sha256sum', Files: 'md5sum' })) {
    const lines = (new RegExp(`^${field}:\\n((?: .+\\n)+)`, 'm').exec(upload)?.[1] ?? '').trimEnd().split('\n');
    expect(lines).toHaveLength(3);
    for (const [, hash = '', name = ''] of lines.map((line) => /^ (\S+) .* (\S+)$/.exec(line) ?? [])) {
      expect(run(program, [join(out, name)])).toMatch(new RegExp(`^${hash} `));
    }
  }
  tool('repo', '--out', '../apt', '--key-home', '../keys', '--suite', 'signed', 'signed/hello_1.2-1.dsc');
  const sources = readFileSync(join(directory, 'apt/dists/signed/main/source/Sources'), 'utf8');
  expect(sources).toMatch(/^Package: hello$/m);
  expect(sources).toContain('hello_1.2-1.dsc');
}, 120_000);
