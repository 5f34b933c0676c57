// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

// What a release consists of, built in the clone.

import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';

import { published, setAddress } from './address.mjs';
import { read, run } from './run.mjs';

/**
 * @param {string} clone
 * @param {string} out
 * @param {string} repository
 */
export function buildNpmPackages(clone, out, repository) {
  run(clone, 'npx', 'nx', 'run-many', '-t', 'build,man', '--parallel=1');
  rmSync(out, { recursive: true, force: true });
  mkdirSync(out);
  run(clone, 'git', 'checkout', '--quiet', '--', 'packages', 'debian');
  // Not committed: it is that of this release.
  if (repository !== '') {
    setAddress(clone, repository);
  }
  for (const name of published) {
    run(clone, 'npm', 'pack', '--silent', '--pack-destination', out, `./packages/${name}`);
  }
}

/**
 * @param {string} clone
 * @param {string} out
 * @returns {import('./registry.mjs').Tarball[]}
 */
export function readTarballs(clone, out) {
  return published.map((directory) => {
    const manifest = readFileSync(join(clone, 'packages', directory, 'package.json'), 'utf8');
    const { name, version } = /** @type {{ name: string, version: string }} */ (JSON.parse(manifest));
    const file = join(out, `u-dma-buf-mgr-${directory}-${version}.tgz`);
    const hash = createHash('sha512').update(readFileSync(file)).digest('base64');
    return { name, version, file, integrity: `sha512-${hash}` };
  });
}

/**
 * @param {string} clone
 * @param {string} out
 * @param {string} keyHome of the key that signs them; without it they are not signed
 */
export function buildDebianPackages(clone, out, keyHome) {
  const architectures = 'amd64,arm64,armhf,riscv64';
  const signing = keyHome === '' ? [] : ['--key-home', keyHome];
  const words = ['build', '--arch', architectures, '--out', out, ...signing];
  run(clone, 'node', 'packages/deb/dist/u-dma-buf-mgr-deb.js', ...words);
}

/**
 * @param {string} clone
 * @param {string} npm
 * @param {string} debian
 */
export function showProducts(clone, npm, debian) {
  for (const { name, version, file } of readTarballs(clone, npm)) {
    console.log(`\n${name} ${version}, ${statSync(file).size} bytes`);
    for (const [part, count] of countParts(read(npm, 'tar', '--list', '--file', file).split('\n'))) {
      console.log(`  ${part} ${count} files`);
    }
  }
  const fields = '  ${Package} ${Version} ${Architecture}, depends on ${Depends}';
  for (const file of readdirSync(debian).filter((name) => name.endsWith('.deb'))) {
    console.log(`\n${file}, ${statSync(join(debian, file)).size} bytes`);
    console.log(read(debian, 'dpkg-deb', '--show', '--showformat', fields, file));
  }
  const [, newest = ''] = readFileSync(join(clone, 'CHANGELOG.md'), 'utf8').split(/^(?=## )/m);
  console.log(`\nCHANGELOG.md\n${newest.replaceAll(/^(?=.)/gm, '  ')}`);
  console.log(`debian/changelog\n${read(clone, 'dpkg-parsechangelog', '--count', '1').replaceAll(/^/gm, '  ')}`);
}

/**
 * How many files there are in each of the first two levels of directories.
 * @param {readonly string[]} paths of a package
 */
function countParts(paths) {
  /** @type {Map<string, number>} */
  const counts = new Map();
  for (const path of paths) {
    const words = path.split('/').slice(1);
    const part = words.slice(0, words.length > 2 ? 2 : 1).join('/');
    counts.set(part, (counts.get(part) ?? 0) + 1);
  }
  return [...counts].sort();
}
