// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: GPL-3.0-or-later

// With the real gpg and apt-ftparchive.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { useDirectory, workIn } from '../test/directory.ts';
import { makePackage } from '../test/make-package.ts';
import { run } from '../test/run.ts';
import type { RepoCommand } from './command-line.ts';
import { repo } from './repo.ts';

const directory = useDirectory();
workIn(directory);

const command = {
  kind: 'repo',
  out: 'apt',
  keyHome: 'keys',
  keys: [],
  name: 'tools',
  suite: 'sid',
  uri: undefined,
} as const;

test('the name is that of the only source, and stays', async () => {
  const write = (options: Partial<RepoCommand>, ...packages: string[]): Promise<void> =>
    repo({ ...command, keep: false, ...options, packages }, () => undefined);
  const [tool, toy] = ['tool', 'toy'].map((name) => makePackage(directory(), { Package: name }));
  const files = [tool ?? '', toy ?? ''];
  await expect(write({ name: undefined }, ...files)).rejects.toThrow(
    expect.objectContaining({
      name: 'UsageError',
      message: '--name is missing: the packages are from several sources, tool and toy',
    }),
  );
  await write({ name: undefined }, ...files.slice(1));
  const origin = (): string | undefined => /^Origin: (.*)$/m.exec(readFileSync('apt/dists/sid/Release', 'utf8'))?.[1];
  expect(origin()).toBe('toy');
  await write({ name: 'toy' }, ...files);
  await write({ name: undefined }, ...files);
  expect(origin()).toBe('toy');
  await expect(write({ name: 'tools' }, ...files)).rejects.toThrow(
    expect.objectContaining({
      name: 'ToolError',
      message: 'the repository is called toy; apt refuses one that changes its name to tools',
    }),
  );
}, 60_000);

test('a repository is where it is told to be, signed, and says where that is', async () => {
  const lines: string[] = [];
  const write = (options: Partial<RepoCommand>, ...packages: string[]): Promise<void> =>
    repo({ ...command, keep: false, ...options, packages }, (line) => lines.push(line.replace(/\d+\.\d s$/, 'TIME')));
  const files = ['tool', 'toy'].map((name) => makePackage(directory(), { Package: name }));
  await write({}, ...files);
  expect(lines).toEqual(['2 packages in sid of the signed repository apt, TIME']);
  run('gpgv', ['--keyring', './apt/tools.gpg', 'apt/dists/sid/InRelease']);
  const uri = (): string | undefined => /^URIs: (.*)$/m.exec(readFileSync('apt/tools-sid.sources', 'utf8'))?.[1];
  expect(uri()).toBe(`file://${join(directory(), 'apt')}`);
  await write(
    { uri: 'http://packages.invalid', keep: true },
    makePackage(directory(), { Package: 'tool', Version: '2' }),
  );
  expect(uri()).toBe('http://packages.invalid');
  const index = readFileSync('apt/dists/sid/main/binary-amd64/Packages', 'utf8');
  expect(index.match(/^Package: (?:tool|toy)$/gm)).toHaveLength(3);
}, 60_000);
