// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: GPL-3.0-or-later

// With the real apt-ftparchive, and a signer that writes down what it was asked for.

import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { useDirectory } from '../test/directory.ts';
import { makePackage } from '../test/make-package.ts';
import { inspectPackage } from './package-file.ts';
import { aptSource, writeRepository, type RepositoryOptions } from './repository.ts';
import type { Signer } from './signing-key.ts';

const directory = useDirectory();

const signer: Signer = {
  clearsign(input, output) {
    writeFileSync(output, `signed: ${readFileSync(input, 'utf8')}`);
    return Promise.resolve();
  },
  exportPublicKeys(output) {
    writeFileSync(output, 'the key');
    return Promise.resolve();
  },
};

/** Writes a state of the repository, in a directory of this name; gives what reads it. */
async function write(
  state: string,
  files: readonly string[],
  options: Partial<RepositoryOptions> = {},
  former?: string,
) {
  const place = join(directory(), state);
  await mkdir(place);
  const packages = await Promise.all(files.map(inspectPackage));
  const all = { name: 'tools', suite: 'stable', uri: 'file:/x', keep: false, ...options };
  await writeRepository(place, former && join(directory(), former), packages, all, signer);
  return {
    read: (file: string): string => readFileSync(join(place, file), 'utf8'),
    has: (file: string): boolean => existsSync(join(place, file)),
    list: (name = ''): string[] => readdirSync(join(place, name)).sort(),
  };
}

function makeSource(): string {
  const path = join(directory(), 'tool_1.dsc');
  writeFileSync(join(directory(), 'tool_1.tar.xz'), 'tar');
  writeFileSync(
    path,
    'Format: 3.0 (native)\nSource: tool\nBinary: tool\nArchitecture: any\nVersion: 1\nMaintainer: x <x@x>\n' +
      'Files:\n 55a5c1ac2ee7b7c7d8b1a0d2a1c4c2f7 3 tool_1.tar.xz\n',
  );
  return path;
}

/** Of the package tool. */
const versionsIn = (index: string): string[] =>
  index
    .split('\n\n')
    .filter((text) => text.startsWith('Package: tool\n'))
    .flatMap((text) => /^Version: .*$/m.exec(text)?.[0] ?? []);

test('packages for all architectures are in the index of each', async () => {
  const files = [
    makePackage(directory(), { Package: 'tool', Architecture: 'riscv64' }),
    makePackage(directory(), { Package: 'tool', Architecture: 'amd64' }),
    makePackage(directory(), { Package: 'tool-doc', Architecture: 'all' }),
  ];
  const { read, list } = await write('one', files);
  expect(list()).toEqual(['dists', 'pool', 'tools.gpg', 'tools.sources']);
  expect(list('dists/stable')).toEqual(['InRelease', 'Release', 'main']);
  expect(list('dists/stable/main')).toEqual(['binary-amd64', 'binary-riscv64']);
  const packages = read('dists/stable/main/binary-amd64/Packages').match(/^(?:Package|Filename): .*tool\b.*$/gm);
  expect(packages?.sort()).toEqual([
    'Filename: pool/stable/t/tool-doc/tool-doc_1_all.deb',
    'Filename: pool/stable/t/tool/tool_1_amd64.deb',
    'Package: tool',
    'Package: tool-doc',
  ]);
  const zipped = readFileSync(join(directory(), 'one/dists/stable/main/binary-amd64/Packages.gz'));
  expect(gunzipSync(zipped).toString()).toBe(read('dists/stable/main/binary-amd64/Packages'));
});

test('a suite that has nothing but packages for all has an index of these', async () => {
  const { list, read } = await write('one', [makePackage(directory(), { Package: 'tool', Architecture: 'all' })]);
  expect(list('dists/stable/main')).toEqual(['binary-all']);
  expect(read('dists/stable/Release')).toMatch(/^Architectures: all$/m);
});

test('the release says what the suite is and has, and is signed', async () => {
  const files = ['i386', 'amd64'].map((Architecture) => makePackage(directory(), { Package: 'tool', Architecture }));
  const { read } = await write('one', files, { suite: 'testing' });
  const release = read('dists/testing/Release');
  expect(release.match(/^(?!Date)[A-Z][\w-]+: .*$/gm)?.sort()).toEqual([
    'Acquire-By-Hash: yes',
    'Architectures: amd64 i386',
    'Codename: testing',
    'Components: main',
    'Label: tools',
    'Origin: tools',
    'Suite: testing',
  ]);
  expect(release).toMatch(/ main\/binary-amd64\/Packages$/m);
  expect(release).not.toMatch(/ (?:In)?Release$/m);
  expect(read('dists/testing/InRelease')).toBe(`signed: ${release}`);
  expect(read('tools.gpg')).toBe('the key');
});

test('the apt source has the sources of a suite that has some', async () => {
  const { read, has } = await write('one', [makePackage(directory(), { Package: 'tool' }), makeSource()]);
  expect(read('tools.sources')).toBe(
    'Types: deb deb-src\nURIs: file:/x\nSuites: stable\nComponents: main\nSigned-By: /usr/share/keyrings/tools.gpg\n',
  );
  expect(read('dists/stable/main/source/Sources')).toMatch(/^Package: tool$/m);
  expect(has('dists/stable/main/source/Sources.gz')).toBe(true);
  expect(read('pool/stable/t/tool/tool_1.tar.xz')).toBe('tar');
  expect(aptSource('a', 'b', 'c', false)).toMatchObject({ Types: 'deb' });
});

test('the next state has other suites as they were, under the same files, and its own anew', async () => {
  const tool = makePackage(directory(), { Package: 'tool' });
  await write('one', [tool, makeSource()]);
  await write('two', [tool], { suite: 'testing' }, 'one');
  const { read, has, list } = await write(
    'three',
    [makePackage(directory(), { Package: 'tool', Version: '2' })],
    {},
    'two',
  );
  expect(versionsIn(read('dists/stable/main/binary-amd64/Packages'))).toEqual(['Version: 2']);
  expect(versionsIn(read('dists/testing/main/binary-amd64/Packages'))).toEqual(['Version: 1']);
  expect(list()).toEqual(['dists', 'pool', 'tools-testing.sources', 'tools.gpg', 'tools.sources']);
  // It has no source package any more, so it has no index of these.
  expect(has('dists/stable/main/source/Sources')).toBe(false);
  expect(read('tools.sources')).toMatch(/^Types: deb$/m);
  const [before, after] = ['two', 'three'].map((state) =>
    statSync(join(directory(), state, 'dists/testing/InRelease')),
  );
  expect(after?.ino).toBe(before?.ino);
});

test('a suite that keeps its packages has both', async () => {
  await write('one', [makePackage(directory(), { Package: 'tool' })]);
  const newer = makePackage(directory(), { Package: 'tool', Version: '2' });
  const { read } = await write('two', [newer], { keep: true }, 'one');
  expect(versionsIn(read('dists/stable/main/binary-amd64/Packages')).sort()).toEqual(['Version: 1', 'Version: 2']);
});

test('three generations of an index can be had by their hash; a former state is never written to', async () => {
  const byHash = 'dists/stable/main/binary-amd64/by-hash/SHA256';
  let former: string | undefined;
  for (const state of ['1', '2', '3', '4']) {
    await write(state, [makePackage(directory(), { Package: 'tool', Version: state })], {}, former);
    former = state;
  }
  expect(readdirSync(join(directory(), '1', byHash))).toHaveLength(2);
  expect(readdirSync(join(directory(), '4', byHash)).length).toBeGreaterThan(2);
  expect(versionsIn(readFileSync(join(directory(), '1/dists/stable/main/binary-amd64/Packages'), 'utf8'))).toEqual([
    'Version: 1',
  ]);
});

test('a suite whose packages are gone may have no pool', async () => {
  await write('one', [makePackage(directory(), { Package: 'tool' })], { suite: 'old' });
  rmSync(join(directory(), 'one/pool'), { recursive: true });
  const { list } = await write('two', [makePackage(directory(), { Package: 'tool' })], {}, 'one');
  expect(list('dists')).toEqual(['old', 'stable']);
});
