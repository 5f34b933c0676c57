// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

// A git repository with what the release's programs look at, and no changesets.

import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const repository = join(__dirname, '../..');

/** The inputs of the target `test` in tools/project.json have these too. */
const FILES = [
  ...['tools/lib', 'tools/release', '.changeset/config.json', 'dkms/dkms.conf'],
  ...[
    'debian/changelog',
    'debian/control',
    'debian/copyright',
    'debian/modules/control',
    'debian/upstream',
    'debian/watch',
  ],
  'kmod/Documentation/ikwzm,u-dma-buf.yaml',
  ...['kmod/package.json', 'kmod/CHANGELOG.md', 'kmod/include/u-dma-buf-version.h'],
  ...['packages/*/package.json', 'packages/*/CHANGELOG.md', 'packages/*/api/*.txt'],
  ...['package.json', 'package-lock.json', 'CHANGELOG.md', '.npmrc', '.gitignore', '.prettierrc.json', '.editorconfig'],
];

/** Copies the working tree, for tests; gives the copy's directory, in which nothing is committed. */
export function copyCheckout(): string {
  const copy = mkdtempSync(join(tmpdir(), 'u-dma-buf-mgr-release-'));
  const words = ['ls-files', '-z', '--cached', '--others', '--exclude-standard', '--', ...FILES];
  const listing = execFileSync('git', words, { cwd: repository, encoding: 'utf8' });
  for (const file of listing.split('\0').filter((name) => name !== '' && existsSync(join(repository, name)))) {
    cpSync(join(repository, file), join(copy, file));
  }
  execFileSync('git', ['init', '--quiet'], { cwd: copy });
  return copy;
}

/** Commits all of it. */
export function commitAll(copy: string): void {
  execFileSync('git', ['add', '--all', '.'], { cwd: copy });
  const who = ['-c', 'user.name=test', '-c', 'user.email=test@test.invalid'];
  execFileSync('git', [...who, 'commit', '--quiet', '--message=change'], { cwd: copy });
}
