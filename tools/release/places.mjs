// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

// Where the version of the project stands.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import * as changelog from './changelog.cjs';
import * as debianChangelog from './debian-changelog.mjs';

/**
 * @typedef {object} Place
 * @property {string} file relative to the repository
 * @property {string} path
 * @property {boolean} source whether changesets write the version here
 * @property {(text: string) => string | undefined} read
 * @property {((text: string, version: string, release: import('./changelog.cjs').Release) => string) | undefined} write
 */

/**
 * @param {string} repository
 * @returns {Place[]}
 */
export function findPlaces(repository) {
  return [...packagePlaces(repository), lockPlace(repository), ...carriedPlaces()].map((place) => ({
    ...place,
    path: join(repository, place.file),
  }));
}

/** @typedef {Omit<Place, 'path'>} RelativePlace */

/**
 * @param {string} repository
 * @returns {RelativePlace[]}
 */
function packagePlaces(repository) {
  return packageDirectories(repository).map((directory) => ({
    file: `${directory}/package.json`,
    source: true,
    read: (text) => /** @type {{ version: string }} */ (JSON.parse(text)).version,
    write: undefined,
  }));
}

/**
 * npm copies what the packages say of themselves into its lock file; when it lags, `npm ci` fails. npm itself would
 * look for the new version in the registry, where it is not yet.
 * @param {string} repository
 * @returns {RelativePlace}
 */
function lockPlace(repository) {
  return {
    file: 'package-lock.json',
    source: false,
    read: (text) => {
      const { packages } = /** @type {LockFile} */ (JSON.parse(text));
      const versions = packageDirectories(repository).map((path) => packages[path]?.['version'] ?? 'nothing');
      return [...new Set(versions)].join(' and ');
    },
    write: (text) => {
      const lock = /** @type {LockFile} */ (JSON.parse(text));
      for (const directory of packageDirectories(repository)) {
        const manifest = readFileSync(join(repository, directory, 'package.json'), 'utf8');
        copyKnown(/** @type {Record<string, unknown>} */ (JSON.parse(manifest)), lock.packages[directory] ?? {});
      }
      return `${JSON.stringify(lock, null, 2)}\n`;
    },
  };
}

/** @typedef {{ packages: Record<string, Record<string, unknown>> }} LockFile */

/**
 * @param {Record<string, unknown>} from
 * @param {Record<string, unknown>} to
 */
function copyKnown(from, to) {
  for (const key of ['version', 'dependencies', 'devDependencies']) {
    if (key in to) {
      to[key] = from[key];
    }
  }
}

/** @returns {RelativePlace[]} */
function carriedPlaces() {
  return [
    assignment('kmod/include/u-dma-buf-version.h', /^(#define U_DMA_BUF_VERSION ")(.*)(")$/m),
    assignment('dkms/dkms.conf', /^(PACKAGE_VERSION=")(.*)(")$/m),
    { file: 'debian/changelog', source: false, read: debianChangelog.newestVersion, write: debianChangelog.addEntry },
    { file: 'CHANGELOG.md', source: false, read: changelog.newestVersion, write: changelog.addEntry },
  ];
}

/**
 * @param {string} file
 * @param {RegExp} pattern with groups for what stands before, in and after the version
 * @returns {RelativePlace}
 */
function assignment(file, pattern) {
  return {
    file,
    source: false,
    read: (text) => pattern.exec(text)?.[2],
    write: (text, version) => text.replace(pattern, `$1${version}$3`),
  };
}

/**
 * Of the npm workspace's packages, relative to the repository. That of the modules is private, for its changelog.
 * @param {string} repository
 */
export function packageDirectories(repository) {
  const packages = readdirSync(join(repository, 'packages'), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => `packages/${name}`)
    .sort();
  return ['kmod', ...packages];
}
