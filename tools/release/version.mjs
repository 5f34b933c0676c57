// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

// What tools/release/version does.

import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import { describeRelease } from './changes.mjs';
import { findPlaces } from './places.mjs';

const repository = fileURLToPath(new URL('../..', import.meta.url));

/**
 * @typedef {import('./places.mjs').Place} Place
 * @typedef {Place & { found: string | undefined }} PlaceRead
 */

/** @returns {PlaceRead[]} */
function readPlaces() {
  return findPlaces(repository).map((place) => ({ ...place, found: place.read(readFileSync(place.path, 'utf8')) }));
}

/**
 * The one version of all npm packages.
 * @param {PlaceRead[]} places
 */
function sourceVersion(places) {
  const version = places.find(({ source }) => source)?.found;
  if (version === undefined || !/^[0-9]+\.[0-9]+\.[0-9]+$/.test(version)) {
    throw new Error(`the version ${String(version)} of the npm packages is none of the form 1.2.3`);
  }
  return version;
}

/** @param {PlaceRead[]} places */
function check(places) {
  const version = sourceVersion(places);
  const different = places.filter(({ found }) => found !== version);
  for (const { file, found } of different) {
    console.error(`version: ${file} says ${found ?? 'nothing'}, not ${version}`);
  }
  if (different.length > 0) {
    console.error(
      'version: npm run next-version takes the changesets; tools/release/version --apply carries their version on',
    );
    process.exitCode = 1;
    return;
  }
  console.log(`version: ${places.length} places say ${version}`);
}

/** @param {PlaceRead[]} places */
function apply(places) {
  const version = sourceVersion(places);
  const release = describeRelease(repository, version);
  for (const { path, file, found, write } of places) {
    if (write !== undefined && found !== version) {
      writeFileSync(path, write(readFileSync(path, 'utf8'), version, release));
      console.log(`version: ${file}: ${found ?? 'nothing'} -> ${version}`);
    }
  }
  check(readPlaces());
}

const [mode, ...rest] = process.argv.slice(2);
if (rest.length === 0 && mode === '--check') {
  check(readPlaces());
} else if (rest.length === 0 && mode === '--apply') {
  apply(readPlaces());
} else if (mode === undefined) {
  console.log(sourceVersion(readPlaces()));
} else {
  console.error('usage: tools/release/version [--check|--apply]');
  process.exitCode = 2;
}
