// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: GPL-3.0-or-later

// The built tool on this checkout, with the real dpkg, apt-ftparchive and gpg.

import { parse } from 'debian-control';
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, readlinkSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { version } from '../package.json';

const tool = join(__dirname, '../dist/u-dma-buf-mgr-deb.js');
const checkout = join(__dirname, '../../..');
const headers = {
  amd64: 'linux-headers-amd64',
  arm64: 'linux-headers-arm64',
  armhf: 'linux-headers-armmp',
  riscv64: 'linux-headers-riscv64',
};
const architectures = Object.keys(headers);

let directory: string;
let packages: string;

function run(program: string, words: readonly string[], cwd = directory): string {
  return execFileSync(program, words, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
}

function build(): string {
  return run(tool, ['build', '--arch', architectures.join(), '--out', packages], checkout);
}

function packageFile(architecture: string): string {
  return join(packages, `u-dma-buf-mgr-dkms_${version}-1_${architecture}.deb`);
}

beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'u-dma-buf-mgr-deb-'));
  packages = join(directory, 'packages');
  build();
}, 300_000);

afterAll(() => {
  rmSync(directory, { recursive: true });
});

test('every architecture has its package, changes and build information', () => {
  const names = architectures.flatMap((architecture) => [
    `u-dma-buf-mgr-dkms_${version}-1_${architecture}.deb`,
    `u-dma-buf-mgr_${version}-1_${architecture}.buildinfo`,
    `u-dma-buf-mgr_${version}-1_${architecture}.changes`,
  ]);
  expect(readdirSync(packages).sort()).toEqual(names.sort());
});

describe.each(Object.entries(headers))('the package for %s', (architecture, recommended) => {
  test('its control file', () => {
    expect(parse(run('dpkg-deb', ['--field', packageFile(architecture)]))).toMatchObject({
      Package: 'u-dma-buf-mgr-dkms',
      Source: 'u-dma-buf-mgr',
      Version: `${version}-1`,
      Architecture: architecture,
      Recommends: recommended,
      Provides: 'u-dma-buf-kernel-module',
    });
  });

  test('its files: the module source as it is in git, and nothing that nobody asked for', () => {
    const source = `usr/src/u-dma-buf-mgr-${version}`;
    // Dot files are for those who write the modules.
    const modules = run('git', ['ls-files', '--', 'kmod', ':!kmod/.*'], checkout).trimEnd().split('\n');
    const schemas = readdirSync(join(checkout, 'packages/cli/schema'));
    const files = run('dpkg-deb', ['--contents', packageFile(architecture)])
      .split('\n')
      .filter((line) => line.startsWith('-'))
      // Where /lib is a link to /usr/lib, debhelper may name either.
      .map((line) => line.replace(/^.* \.\//, '').replace(/^lib\//, 'usr/lib/'));
    expect(files.sort()).toEqual(
      [
        ...modules.map((path) => path.replace(/^kmod/, source)),
        `${source}/dkms.conf`,
        ...schemas.map((name) => `usr/share/u-dma-buf-mgr/${name}`),
        'usr/bin/u-dma-buf-mgr',
        'usr/lib/sysusers.d/u-dma-buf-mgr-dkms.conf',
        'usr/lib/udev/rules.d/60-u-dma-buf-mgr-dkms.rules',
        'usr/share/doc/u-dma-buf-mgr-dkms/changelog.Debian.gz',
        'usr/share/doc/u-dma-buf-mgr-dkms/copyright',
        'usr/share/lintian/overrides/u-dma-buf-mgr-dkms',
        'usr/share/man/man1/u-dma-buf-mgr.1.gz',
        'usr/lib/modules-load.d/u-dma-buf-mgr.conf',
        'usr/lib/systemd/system/u-dma-buf-mgr.service',
        'usr/share/bash-completion/completions/u-dma-buf-mgr',
        'usr/share/fish/vendor_completions.d/u-dma-buf-mgr.fish',
        'usr/share/man/man5/u-dma-buf-mgr.yaml.5.gz',
        'usr/share/zsh/vendor-completions/_u-dma-buf-mgr',
      ].sort(),
    );
  });

  test('its command runs on Debian’s node and knows its target', () => {
    const tree = join(directory, architecture);
    run('dpkg-deb', ['--extract', packageFile(architecture), tree]);
    const command = join(tree, 'usr/bin/u-dma-buf-mgr');
    expect(readFileSync(command, 'utf8').split('\n')[0]).toBe('#!/usr/bin/node');
    expect(run(process.execPath, [command, '--version'])).toBe(`u-dma-buf-mgr ${version} (${architecture})\n`);
  });
});

test('what has not changed is not built again', () => {
  const before = architectures.map((architecture) => readFileSync(packageFile(architecture)));
  expect(build().match(/^\w+: unchanged/gm)).toHaveLength(architectures.length);
  expect(architectures.map((architecture) => readFileSync(packageFile(architecture)))).toEqual(before);
});

test('a repository is signed with the key beside it, and a second one with the same', () => {
  const repository = join(directory, 'repository');
  const make = (names: readonly string[]): string =>
    run(tool, ['repo', '--out', repository, '--key-home', join(directory, 'keys'), ...names.map(packageFile)]);
  const verify = (): string =>
    run('gpgv', ['--keyring', join(repository, 'u-dma-buf-mgr.gpg'), join(repository, 'dists/stable/InRelease')]);
  make(['amd64']);
  verify();
  const key = readFileSync(join(repository, 'u-dma-buf-mgr.gpg'));
  make(architectures);
  verify();
  expect(readFileSync(join(repository, 'u-dma-buf-mgr.gpg'))).toEqual(key);
  expect(readlinkSync(repository)).toMatch(/^\.repository-/);
  for (const architecture of architectures) {
    const index = readFileSync(join(repository, `dists/stable/main/binary-${architecture}/Packages`), 'utf8');
    expect(parse(index)).toMatchObject({ Package: 'u-dma-buf-mgr-dkms', Architecture: architecture });
    const { Filename: file } = parse(index);
    expect(readFileSync(join(repository, String(file)))).toEqual(readFileSync(packageFile(architecture)));
  }
});

test.each([
  [['--help'], 0, /^Usage: u-dma-buf-mgr-deb/],
  [['build', '--help'], 0, /^Usage: u-dma-buf-mgr-deb build/],
  [['--version'], 0, new RegExp(`^${version}\n$`)],
  [['pack'], 2, /^u-dma-buf-mgr-deb: pack is not a command/],
  [
    ['build', '--out', 'x', '--arch', 'sparc'],
    3,
    /^u-dma-buf-mgr-deb: debian\/control:\d+: Architecture: has no sparc/,
  ],
  [['repo', '--out', 'x', '--key-home', 'x', 'package.json'], 1, /^u-dma-buf-mgr-deb: dpkg-deb failed with status 2/],
])('%j', (words, status, text) => {
  const outcome = spawnSync(tool, words, { cwd: checkout, encoding: 'utf8' });
  expect(outcome.stdout + outcome.stderr).toMatch(text);
  expect(outcome.status).toBe(status);
});

test('it builds in a git checkout only', () => {
  const outcome = spawnSync(tool, ['build', '--out', 'x'], { cwd: directory, encoding: 'utf8' });
  expect(outcome).toMatchObject({ status: 1, stderr: `u-dma-buf-mgr-deb: ${directory} is not in a git checkout\n` });
});
