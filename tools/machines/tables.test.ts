// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

// What cannot read tools/machines/architectures and tools/machines/releases says the same as they do.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { packagedArchitectures, readTable } from '../lib/table.cjs';

const repository = join(__dirname, '../..');
const read = (file: string): string => readFileSync(join(repository, file), 'utf8');

const architectures = packagedArchitectures();
const releases = readTable('releases');
const names = architectures.map(({ name = '' }) => name);

/** The first groups of all matches, without those that come again. */
function found(file: string, pattern: RegExp): string[] {
  return [...new Set([...read(file).matchAll(pattern)].map(([, group = '']) => group))];
}

/** What each of these files has of every architecture. */
const places: [file: string, pattern: RegExp, of: (row: Record<string, string>) => string][] = [
  ['debian/tests/control', /^ +(linux-headers-.*),$/gm, ({ name, flavour }) => `linux-headers-${flavour} [${name}]`],
  ['debian/modules/rules', /^KERNEL_ARCH_(.*)$/gm, ({ name, kernel }) => `${name} = ${kernel}`],
];

test.each(places)('%s has every architecture', (file, pattern, of) => {
  expect(found(file, pattern)).toEqual(architectures.map(of));
});

test('debian/control builds packages for every architecture', () => {
  expect(found('debian/control', /^Architecture: (.*)$/gm)).toEqual([names.join(' '), 'all']);
});

test('README.md and docs/packages.md name every architecture', () => {
  expect(read('README.md')).toContain(`(${names.join(', ')})`);
  expect(found('docs/packages.md', /^\| `u-dma-buf-mgr-dkms` +\| (\w+(?: \w+)+) +\|/gm)).toEqual([names.join(' ')]);
});

test('tools/packages.list has the compilers of every architecture', () => {
  const wanted = readTable('architectures').flatMap(({ name, compiler = '', '32bit': other = '' }) =>
    name === 'amd64' ? [other] : [compiler, other],
  );
  const compilers = wanted.filter((prefix) => prefix !== '').map((prefix) => `gcc-${prefix.replace(/-$/, '')}`);
  expect(found('tools/packages.list', /^(\S+)/gm)).toEqual(expect.arrayContaining(compilers));
});

test('tools/packages.list has the source of the kernel of the base release', () => {
  const base = releases.find(({ role }) => role === 'base');
  expect(found('tools/packages.list', /^(linux-source-\S+)/gm)).toEqual([`linux-source-${base?.['linux']}`]);
});

test('tools/checks/features.table has a column for every release', () => {
  const [columns = ''] = found('tools/checks/features.table', /^feature +(.*)$/gm);
  expect(columns.split(/ +/)).toEqual(releases.map(({ name }) => name));
});

test('the recipes of images are for no release by name, but for those that there are in examples', () => {
  const recipes = ['debos.yaml', 'mkosi/mkosi.conf', 'mmdebstrap/build', 'rpi-image-gen/u-dma-buf-mgr.yaml'];
  const known = releases.map(({ name = '' }) => name);
  const suites = ['debos.sh', 'mkosi.sh', 'mmdebstrap.sh', 'rpi-base.yaml', 'rpi-image-gen.sh', 'run'];
  for (const file of [
    ...recipes.map((name) => `tools/ship/image/${name}`),
    ...suites.map((name) => `tools/suites/image/${name}`),
  ]) {
    const instructions = read(file).replaceAll(/^#.*$/gm, '');
    expect([file, known.filter((name) => instructions.includes(name))]).toEqual([file, []]);
  }
  expect(known).toEqual(expect.arrayContaining(found('tools/ship/image/debos.yaml', /-t suite:(\w+)/g)));
  expect(known).toEqual(expect.arrayContaining(found('tools/ship/image/mkosi/mkosi.conf', /--release (\w+)/g)));
});

test('the tables know each other: architectures of the matrix and of the lives, one release a role', () => {
  const known = readTable('architectures').map(({ name }) => name);
  const used = releases.flatMap(({ matrix = '', lives = '' }) => `${matrix} ${lives}`.split(' '));
  expect([...known, 'dkms', 'old']).toEqual(expect.arrayContaining(used));
  const roles = releases.map(({ role }) => role).filter((role) => role !== '');
  expect(roles.sort()).toEqual(['base', 'old', 'stable', 'unstable']);
});

test('tools/suites/list has a suite for every kernel of the matrix, and for every life', () => {
  const kernels = releases.flatMap(({ name = '', matrix = '' }) =>
    matrix.split(' ').map((arch) => `${arch} --kernel ${name}`),
  );
  expect(found('tools/suites/list', /^matrix-\S+ .* tools\/suites\/kernel\/run (\S+ --kernel \w+)/gm).sort()).toEqual(
    kernels.sort(),
  );
  const lives = releases.flatMap(({ name = '', lives: ways = '' }) =>
    ways.split(' ').map((way) => (['dkms', 'old'].includes(way) ? name : `${way}/${name}`)),
  );
  expect(found('tools/suites/list', /^lives-\S+ .* tools\/suites\/lives\/run (\S+)/gm).sort()).toEqual(lives.sort());
});
