// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: GPL-3.0-or-later

import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { useDirectory } from '../test/directory.ts';
import { ArchitectureBuilder } from './architecture-builder.ts';
import type { Project } from './project.ts';
import type { SourceFile } from './source-file.ts';

const directory = useDirectory();
const file = (path: string): SourceFile => ({ path, kind: 'file', content: Buffer.from(path) });
const SHARED = ['hello.c', 'lib/list.c', 'debian/rules', 'debian/next-architecture'];

/** Builds of a source package that has these files. */
function makeBuilder(paths: readonly string[]): ArchitectureBuilder {
  const source = {
    name: 'hello',
    names: ['hello'],
    version: '1-1',
    upstreamVersion: '1',
    architectures: [],
    hasIndependent: false,
    date: new Date(0),
    isNative: false,
  };
  const project: Project = { source, files: paths.map(file), tools: '', directory: directory() };
  return new ArchitectureBuilder(project);
}

/** Builds by a script in a directory that is new. */
function build(builder: ArchitectureBuilder, name: string, script: string): Promise<string[]> {
  mkdirSync(join(directory(), name));
  return builder.build(join(directory(), name), ['sh', '-ec', `${script}\necho "$@"`, 'sh', name]);
}

const textOf = (name: string): string => readFileSync(join(directory(), name), 'utf8');
const NEXT = '--no-pre-clean --rules-file=debian/next-architecture';

test('without rules for a next architecture, each is built from the source', async () => {
  const builder = makeBuilder(['debian/rules']);
  for (const name of ['amd64', 'arm64']) {
    const script = `test ! -e built; echo >built; touch ../hello_1-1_${name}.deb`;
    expect(await build(builder, name, script)).toEqual([`hello_1-1_${name}.deb`]);
    expect(textOf(`${name}/build.log`)).toBe(`${name}\n`);
  }
  await builder.close();
});

test('the others go on in copies of the first one’s tree, whatever each writes into its own', async () => {
  const builder = makeBuilder(SHARED);
  const first = build(
    builder,
    'amd64',
    'echo first >debian/files; echo built >lib/built; touch ../hello_1-1_amd64.deb',
  );
  const others = ['arm64', 'armhf'].map((name) =>
    build(builder, name, `cat lib/built debian/files; echo ${name} >debian/files; touch ../hello_1-1_${name}.deb`),
  );
  expect(await Promise.all([first, ...others])).toEqual(
    ['amd64', 'arm64', 'armhf'].map((name) => [`hello_1-1_${name}.deb`]),
  );
  expect(textOf('amd64/build.log')).toBe('amd64\n');
  for (const name of ['arm64', 'armhf']) {
    expect(textOf(`${name}/build.log`)).toBe(`built\nfirst\n${name} ${NEXT}\n`);
  }
  await builder.close();
  expect(readdirSync(directory()).sort()).toEqual(['amd64', 'arm64', 'armhf']);
});

test('where the first fails, so do the others, for its reason; its tree stays', async () => {
  const builder = makeBuilder(SHARED);
  const builds = ['amd64', 'arm64'].map((name) => build(builder, name, 'echo no compiler; exit 2'));
  const results = await Promise.allSettled(builds);
  const [first, other] = results.map((result) => (result.status === 'rejected' ? String(result.reason) : ''));
  expect(first).toMatch(/status 2\nThe end of .*amd64\/build\.log:\n {2}no compiler$/);
  expect(other).toBe(first);
  expect(existsSync(join(directory(), 'amd64/hello-1/hello.c'))).toBe(true);
  await builder.close();
});

test('where another fails, the rest go on', async () => {
  const builder = makeBuilder(SHARED);
  await build(builder, 'amd64', 'true');
  await expect(build(builder, 'arm64', 'exit 1')).rejects.toThrow('status 1');
  expect(await build(builder, 'armhf', 'touch ../hello_1-1_armhf.deb')).toEqual(['hello_1-1_armhf.deb']);
  await builder.close();
});

test('those for all leave no tree to anybody', async () => {
  const builder = makeBuilder(SHARED);
  mkdirSync(join(directory(), 'all'));
  await builder.buildAlone(join(directory(), 'all'), ['true']);
  await build(builder, 'amd64', 'test ! -e built');
  expect(textOf('amd64/build.log')).toBe('amd64\n');
  await builder.close();
});
