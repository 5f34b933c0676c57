// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: GPL-3.0-or-later

// With the real tar, xz and dpkg-source.

import { createHash } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { useDirectory } from '../test/directory.ts';
import { FILES } from '../test/hello.ts';
import { run } from '../test/run.ts';
import type { SourceFile } from './source-file.ts';
import { writeSourcePackage } from './orig.ts';

const directory = useDirectory();
const source = {
  name: 'hello',
  names: ['hello'],
  version: '1.2-1',
  upstreamVersion: '1.2',
  date: new Date('2026-11-22T07:00:00Z'),
  architectures: [],
  isNative: false,
  hasIndependent: false,
};
const files = Object.entries({ 'z.txt': 'z', 'a.txt': 'a', ...FILES }).map(([path, text]): SourceFile => ({
  path,
  kind: path === 'debian/rules' || path === 'a.txt' ? 'program' : 'file',
  content: Buffer.from(text),
}));

// Links, of the source and of Debian's packaging.
files.push(
  { path: 'link', kind: 'link', content: Buffer.from('elsewhere') },
  { path: 'debian/link', kind: 'link', content: Buffer.from('rules') },
);

function hash(file: string): string {
  return createHash('sha256').update(readFileSync(file)).digest('hex');
}

async function write(name: string, given: readonly SourceFile[]): Promise<string[]> {
  await mkdir(join(directory(), name));
  return writeSourcePackage(join(directory(), name), source, given);
}

test('the original has all but debian/, and tells nothing of who packed it', async () => {
  const names = ['hello_1.2-1.debian.tar.xz', 'hello_1.2-1.dsc', 'hello_1.2-1_source.changes', 'hello_1.2.orig.tar.xz'];
  expect((await write('one', files)).sort()).toEqual(names);
  const archive = join(directory(), 'one/hello_1.2.orig.tar.xz');
  const lines = run('tar', ['--list', '--verbose', '--utc', '--full-time', '--file', archive]).trimEnd().split('\n');
  const paths = lines.map((line) => line.replace(' -> elsewhere', '').split(' ').at(-1) ?? '');
  expect(paths).toEqual([...paths].sort());
  expect(paths).toEqual(expect.arrayContaining(['hello-1.2/link', 'hello-1.2/z.txt']));
  expect(paths.filter((path) => path.includes('debian'))).toEqual([]);
  expect(lines.find((line) => line.endsWith('a.txt'))).toMatch(/^-rwxr-xr-x root\/root +1 2026-11-22 07:00:00 /);
  expect(lines.find((line) => line.endsWith('z.txt'))).toMatch(/^-rw-r--r-- root\/root +1 2026-11-22 07:00:00 /);
  expect(lines.find((line) => line.endsWith('kmod/'))).toMatch(/^drwxr-xr-x root\/root +0 2026-11-22 07:00:00 /);
  expect(
    run('bash', ['-c', 'xz --decompress --stdout "$1" | dd bs=1 skip=257 count=8 status=none', '-', archive]),
  ).toBe('ustar  \0');
  expect(run('tar', ['--list', '--file', join(directory(), 'one/hello_1.2-1.debian.tar.xz')])).toContain(
    'debian/control\n',
  );
}, 60_000);

test('the same files give the same bytes, in another order', async () => {
  const names = await write('one', files);
  await write('two', [...files].reverse());
  const bytes = (name: string): string[] => names.map((file) => hash(join(directory(), name, file)));
  expect(bytes('two')).toEqual(bytes('one'));
}, 60_000);

test('what dpkg-source says is in the log', async () => {
  await write('one', files);
  expect(statSync(join(directory(), 'one/build.log')).size).toBeGreaterThan(0);
  const bad = files.filter(({ path }) => path !== 'debian/control');
  await expect(write('two', bad)).rejects.toThrow(
    /^dpkg-source failed with status \d+\nThe end of .*two\/build\.log:\n/,
  );
}, 60_000);
