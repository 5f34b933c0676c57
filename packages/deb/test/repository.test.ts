// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: GPL-3.0-or-later

// The built tool, with the real apt-ftparchive and gpg; and what apt, with directories of its own, makes of it.

import { parse } from 'debian-control';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readlinkSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Apt } from './apt.ts';
import { serve, type Server } from './http.ts';
import { run, tool } from './run.ts';

const native = run('dpkg', ['--print-architecture']).trim();

let directory: string;
let repository: string;

/** Makes the file of a small package. */
function makePackage(version: string, architecture = native): string {
  const tree = join(directory, 'tree');
  const file = join(directory, `probe_${version}_${architecture}.deb`);
  mkdirSync(join(tree, 'DEBIAN'), { recursive: true });
  const control = { Package: 'probe', Version: version, Architecture: architecture, Maintainer: 'x', Description: 'x' };
  const text = Object.entries(control).map((field) => `${field.join(': ')}\n`);
  writeFileSync(join(tree, 'DEBIAN/control'), text.join(''));
  run('dpkg-deb', ['--root-owner-group', '--build', tree, file]);
  return file;
}

/** Makes a small source package. */
function makeSource(): string {
  const tree = join(directory, 'probe-1.0');
  mkdirSync(join(tree, 'debian/source'), { recursive: true });
  writeFileSync(join(tree, 'debian/source/format'), '3.0 (native)\n');
  writeFileSync(
    join(tree, 'debian/changelog'),
    'probe (1.0) unstable; urgency=low\n\n -- x <x@x>  Sun, 22 Nov 2026 07:00:00 +0000\n',
  );
  writeFileSync(
    join(tree, 'debian/control'),
    'Source: probe\nMaintainer: x <x@x>\n\nPackage: probe\nArchitecture: any\n',
  );
  run('dpkg-source', ['--build', tree], directory);
  return join(directory, 'probe_1.0.dsc');
}

function repo(...words: string[]): string {
  return run(tool, [
    'repo',
    '--out',
    repository,
    '--key-home',
    join(directory, 'keys'),
    '--name',
    'u-dma-buf-mgr',
    ...words,
  ]);
}

function versions(suite: string): string[] {
  const index = readFileSync(join(repository, `dists/${suite}/main/binary-${native}/Packages`), 'utf8');
  const packages = index.split('\n\n').map((text) => parse(text));
  return packages.flatMap(({ Package: name, Version: version }) => (name === 'probe' ? [String(version)] : []));
}

/** Changes a byte in the middle. */
function tamper(file: string): void {
  const content = readFileSync(file);
  const middle = content.length >> 1;
  content.writeUInt8(content.readUInt8(middle) ^ 1, middle);
  rmSync(file);
  writeFileSync(file, content);
}

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'u-dma-buf-mgr-deb-'));
  repository = join(directory, 'repository');
});

afterEach(() => {
  rmSync(directory, { recursive: true });
});

test('a repository is signed with the key beside it, and its next state with the same', () => {
  const verify = (): string =>
    run('gpgv', ['--keyring', join(repository, 'u-dma-buf-mgr.gpg'), join(repository, 'dists/stable/InRelease')]);
  repo(makePackage('1.0'));
  verify();
  const key = readFileSync(join(repository, 'u-dma-buf-mgr.gpg'));
  const files = [native, 'riscv64'].map((architecture) => makePackage('2.0', architecture));
  repo(...files);
  verify();
  expect(readFileSync(join(repository, 'u-dma-buf-mgr.gpg'))).toEqual(key);
  expect(readlinkSync(repository)).toMatch(/^\.repository-/);
  for (const [index, architecture] of [native, 'riscv64'].entries()) {
    const list = readFileSync(join(repository, `dists/stable/main/binary-${architecture}/Packages`), 'utf8');
    const probe = parse(list.split('\n\n').find((text) => text.startsWith('Package: probe\n')) ?? '');
    expect(probe).toMatchObject({ Version: '2.0', Architecture: architecture });
    const { Filename: file } = probe;
    expect(readFileSync(join(repository, String(file)))).toEqual(readFileSync(files[index] ?? ''));
  }
});

test('a suite has what it was given last, or keeps what it had; other suites stay', () => {
  const [first, second, third] = [makePackage('1.0'), makePackage('2.0'), makePackage('3.0')];
  repo(first);
  repo('--suite', 'testing', second);
  repo('--keep', third);
  expect(versions('stable').sort()).toEqual(['1.0', '3.0']);
  expect(versions('testing')).toEqual(['2.0']);
  repo('--uri', 'http://packages.invalid', second);
  expect(versions('stable')).toEqual(['2.0']);
  expect(parse(readFileSync(join(repository, 'u-dma-buf-mgr-testing.sources'), 'utf8'))).toEqual({
    Types: 'deb',
    URIs: 'http://packages.invalid',
    Suites: 'testing',
    Components: 'main',
    'Signed-By': '/usr/share/keyrings/u-dma-buf-mgr.gpg',
  });
});

test('a file that is kept cannot become another one', () => {
  const file = makePackage('1.0');
  repo(file);
  tamper(file);
  rmSync(join(directory, 'tree'), { recursive: true });
  const other = makePackage('1.0');
  writeFileSync(join(directory, 'tree/content'), 'more');
  run('dpkg-deb', ['--root-owner-group', '--build', join(directory, 'tree'), other]);
  expect(() => repo('--keep', other)).toThrow('with another content; a change needs a new version');
  expect(versions('stable')).toEqual(['1.0']);
});

test('who has read an older Release still finds its indexes, by their hash', () => {
  const hashOf = (): string => {
    const release = readFileSync(join(repository, 'dists/stable/Release'), 'utf8');
    expect(release).toMatch(/^Acquire-By-Hash: yes$/m);
    const [, sums = ''] = release.split('SHA256:');
    return new RegExp(`^ (\\w{64}) +\\d+ main/binary-${native}/Packages.gz$`, 'm').exec(sums)?.[1] ?? '';
  };
  repo(makePackage('1.0'));
  const old = hashOf();
  repo(makePackage('2.0'));
  const directories = join(repository, `dists/stable/main/binary-${native}/by-hash/SHA256`);
  expect(hashOf()).not.toBe(old);
  expect([old, hashOf()].map((hash) => existsSync(join(directories, hash)))).toEqual([true, true]);
});

test('what is no package is named', () => {
  expect(() => repo(tool)).toThrow('dpkg-deb failed with status 2');
});

describe.each(['file', 'http'])('apt, by %s:', (scheme) => {
  let apt: Apt;
  let server: Server | undefined;
  let place: string;

  beforeEach(async () => {
    repo(makePackage('1.0'), makeSource());
    // A copy, so that what is changed in it is no file of another state.
    place = join(directory, 'served');
    cpSync(repository, place, { recursive: true, dereference: true });
    server = scheme === 'http' ? await serve(place) : undefined;
    apt = new Apt(join(directory, 'apt'), join(place, 'u-dma-buf-mgr.sources'), server?.uri ?? `file:${place}`);
  });

  afterEach(() => server?.close());

  test('it takes the repository, and a package and its source from it', async () => {
    await apt.run('apt-get', 'update');
    expect(await apt.run('apt-cache', 'policy', 'probe')).toContain('Candidate: 1.0\n');
    await apt.run('apt-get', 'download', 'probe');
    await apt.run('apt-get', 'source', '--download-only', 'probe');
    const indexes = server?.requested().filter((path) => path.startsWith('/dists/stable/main/')) ?? [];
    expect(indexes.filter((path) => !path.includes('/by-hash/SHA512/'))).toEqual([]);
  });

  test('it refuses what has one byte changed', async () => {
    const indexes = `dists/stable/main/binary-${native}`;
    const byHash = `${indexes}/by-hash/SHA256`;
    const release = readFileSync(join(place, 'dists/stable/InRelease'));
    tamper(join(place, 'dists/stable/InRelease'));
    await expect(apt.run('apt-get', 'update')).rejects.toThrow('BADSIG');
    writeFileSync(join(place, 'dists/stable/InRelease'), release);
    cpSync(join(place, byHash), join(directory, 'untouched'), { recursive: true });
    const list = run('find', [join(place, indexes), '-type', 'f'])
      .trimEnd()
      .split('\n');
    list.forEach(tamper);
    await expect(apt.run('apt-get', 'update')).rejects.toThrow(/Hash Sum mismatch|unexpected size/);
    list.forEach(tamper);
    await apt.run('apt-get', 'update');
    tamper(join(place, `pool/stable/p/probe/probe_1.0_${native}.deb`));
    await expect(apt.run('apt-get', 'download', 'probe')).rejects.toThrow('Hash Sum mismatch');
  });
});
