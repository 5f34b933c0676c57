// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: GPL-3.0-or-later

// The built tool, with the real apt-ftparchive and gpg.

import { parse } from 'debian-control';
import { mkdirSync, mkdtempSync, readFileSync, readlinkSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run, tool } from './run.ts';

const architectures = ['amd64', 'arm64'];

let directory: string;

/** Makes the file of a small package. */
function makePackage(architecture: string, version = '1.0'): string {
  const tree = join(directory, 'tree');
  const file = join(directory, `probe_${version}_${architecture}.deb`);
  mkdirSync(join(tree, 'DEBIAN'), { recursive: true });
  const control = { Package: 'probe', Version: version, Architecture: architecture, Maintainer: 'x', Description: 'x' };
  const text = Object.entries(control).map((field) => `${field.join(': ')}\n`);
  writeFileSync(join(tree, 'DEBIAN/control'), text.join(''));
  run('dpkg-deb', ['--root-owner-group', '--build', tree, file]);
  return file;
}

beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'u-dma-buf-mgr-deb-'));
});

afterAll(() => {
  rmSync(directory, { recursive: true });
});

test('a repository is signed with the key beside it, and a second one with the same', () => {
  const repository = join(directory, 'repository');
  const files = architectures.map((architecture) => makePackage(architecture));
  const make = (packages: readonly string[]): string =>
    run(tool, ['repo', '--out', repository, '--key-home', join(directory, 'keys'), ...packages]);
  const verify = (): string =>
    run('gpgv', ['--keyring', join(repository, 'u-dma-buf-mgr.gpg'), join(repository, 'dists/stable/InRelease')]);
  make(files.slice(0, 1));
  verify();
  const key = readFileSync(join(repository, 'u-dma-buf-mgr.gpg'));
  make(files);
  verify();
  expect(readFileSync(join(repository, 'u-dma-buf-mgr.gpg'))).toEqual(key);
  expect(readlinkSync(repository)).toMatch(/^\.repository-/);
  for (const [index, architecture] of architectures.entries()) {
    const list = readFileSync(join(repository, `dists/stable/main/binary-${architecture}/Packages`), 'utf8');
    expect(parse(list)).toMatchObject({ Package: 'probe', Architecture: architecture });
    const { Filename: file } = parse(list);
    expect(readFileSync(join(repository, String(file)))).toEqual(readFileSync(files[index] ?? ''));
  }
});

test('what is no package is named', () => {
  expect(() => run(tool, ['repo', '--out', join(directory, 'x'), '--key-home', join(directory, 'keys'), tool])).toThrow(
    'dpkg-deb failed with status 2',
  );
});
