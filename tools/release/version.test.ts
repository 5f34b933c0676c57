// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import { execFileSync, spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { commitAll, copyCheckout } from './copy-checkout.ts';

// The real commands in a copy of the repository: changesets, npm and tools/release/version.

const repository = join(__dirname, '../..');

let copy: string;
beforeAll(() => {
  copy = copyCheckout();
  symlinkSync(join(repository, 'node_modules'), join(copy, 'node_modules'));
  // changesets asks git who made a change.
  commitAll(copy);
}, 60_000);
afterAll(() => rmSync(copy, { recursive: true }));

function run(program: string, ...words: string[]): string {
  return execFileSync(program, words, { cwd: copy, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
}

function check(): { status: number | null; stdout: string; stderr: string } {
  const { status, stdout, stderr } = spawnSync('tools/release/version', ['--check'], { cwd: copy, encoding: 'utf8' });
  return { status, stdout, stderr };
}

function read(file: string): string {
  return readFileSync(join(copy, file), 'utf8');
}

function lockedPackages(): [string, unknown][] {
  const { packages } = JSON.parse(read('package-lock.json')) as { packages: Record<string, unknown> };
  return Object.entries(packages).filter(([path]) => /^(?:kmod|packages)\b/.test(path));
}

const manifests = [
  'kmod/package.json',
  ...readdirSync(join(repository, 'packages')).map((name) => `packages/${name}/package.json`),
];
const version = execFileSync(join(repository, 'tools/release/version'), { encoding: 'utf8' }).trim();

test('all places of this repository have one version', () => {
  expect(version).toMatch(/^[0-9]+\.[0-9]+\.[0-9]+$/);
  expect(check()).toEqual({
    status: 0,
    stdout: `version: ${manifests.length + 5} places say ${version}\n`,
    stderr: '',
  });
});

test.each([
  ...manifests.slice(1),
  'package-lock.json',
  'kmod/include/u-dma-buf-version.h',
  'dkms/dkms.conf',
  'debian/changelog',
  'CHANGELOG.md',
])('a %s that says something else is found', (file) => {
  const text = read(file);
  writeFileSync(join(copy, file), text.replaceAll(version, '5.9.9'));
  const { status, stdout, stderr } = check();
  writeFileSync(join(copy, file), text);
  expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
  expect(stderr.split('\n')[0]).toBe(`version: ${file} says 5.9.9, not ${version}`);
});

test('a wrong option is refused', () => {
  const { status, stderr } = spawnSync(join(copy, 'tools/release/version'), ['--chekc'], { encoding: 'utf8' });
  expect({ status, stderr }).toEqual({ status: 2, stderr: 'usage: tools/release/version [--check|--apply]\n' });
});

describe('npm run next-version', () => {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const next = `${major}.${minor + 1}.0`;

  beforeAll(() => {
    writeFileSync(
      join(copy, '.changeset/many-buffers.md'),
      `---
'@u-dma-buf-mgr/client': minor
'@u-dma-buf-mgr/protocol': patch
---

Buffers can be counted, which takes a text that is longer than one line of a Debian changelog may be.

The second paragraph has \`marks\`.
`,
    );
    writeFileSync(
      join(copy, '.changeset/small-thing.md'),
      `---\n'@u-dma-buf-mgr/cli': patch\n---\n\nHelp is in alphabetical order.\n`,
    );
    writeFileSync(
      join(copy, '.changeset/mapping.md'),
      `---\n'@u-dma-buf-mgr/kmod': patch\n---\n\nA mapping takes no page faults.\n`,
    );
    run('npm', 'run', 'next-version');
  }, 120_000);

  test('uses the changesets up', () => {
    expect(
      readdirSync(join(copy, '.changeset')).filter((name) => name.endsWith('.md') && name !== 'README.md'),
    ).toEqual([]);
  });

  test.each(manifests)('reaches %s and what it needs of ours', (file) => {
    const manifest = JSON.parse(read(file)) as Record<string, Record<string, string> | string>;
    expect(manifest['version']).toBe(next);
    const ours = ['dependencies', 'devDependencies']
      .flatMap((kind) => Object.entries(manifest[kind] ?? {}))
      .filter(([name]) => name.startsWith('@u-dma-buf-mgr/'));
    expect(ours.map(([, wanted]) => wanted)).toEqual(ours.map(() => next));
  });

  test('reaches the modules, DKMS, the Debian package and the lock file', () => {
    expect(read('kmod/include/u-dma-buf-version.h')).toContain(`\n#define U_DMA_BUF_VERSION "${next}"\n`);
    expect(read('dkms/dkms.conf')).toContain(`\nPACKAGE_VERSION="${next}"\n`);
    expect(read('debian/changelog')).toMatch(new RegExp(`^\\S+ \\(${next}-1\\) `));
    expect(check().status).toBe(0);
    expect(run('tools/release/version')).toBe(`${next}\n`);
  });

  test('leaves the lock file as npm would', () => {
    const written = lockedPackages();
    run('npm', 'install', '--package-lock-only');
    expect(written).toEqual(lockedPackages());
  }, 60_000);

  test('writes a Debian changelog that dpkg reads', () => {
    const [field, source] = ['--show-field', '--file=debian/changelog'];
    expect(run('dpkg-parsechangelog', source, field, 'Version')).toBe(`${next}-1\n`);
    expect(run('dpkg-parsechangelog', source, '--offset=1', '--count=1', field, 'Version')).toBe(`${version}-1\n`);
    expect(run('dpkg-parsechangelog', source, field, 'Changes').split('\n').slice(3)).toEqual([
      '  * A mapping takes no page faults.',
      '  * Help is in alphabetical order.',
      '  * Buffers can be counted, which takes a text that is longer than one line of',
      '    a Debian changelog may be. The second paragraph has `marks`.',
      '',
    ]);
    expect(run('dpkg-parsechangelog', source, '--all', '--format=rfc822')).toContain(`Version: ${version}-1\n`);
    expect(run('dpkg-parsechangelog', source, field, 'Maintainer')).toBe(
      run('dpkg-parsechangelog', source, '--offset=1', '--count=1', field, 'Maintainer'),
    );
  });

  test('writes a changelog for people', () => {
    const [, entry] = read('CHANGELOG.md').split(/^## /m);
    expect(entry?.replace(/\d{4}-\d\d-\d\d/, 'DATE')).toBe(`${next} (DATE)

### Kernel modules

- A mapping takes no page faults.

### Command

- Help is in alphabetical order.

### Client

- Buffers can be counted, which takes a text that is longer than one line of a Debian changelog may be.

  The second paragraph has \`marks\`.

`);
  });

  test('changes nothing when it is applied again', () => {
    const before = run('git', 'status', '--porcelain');
    const changelogs = ['debian/changelog', 'CHANGELOG.md'];
    const texts = changelogs.map(read);
    expect(run('tools/release/version', '--apply')).toBe(`version: ${manifests.length + 5} places say ${next}\n`);
    expect(changelogs.map(read)).toEqual(texts);
    expect(run('git', 'status', '--porcelain')).toBe(before);
  });
});
