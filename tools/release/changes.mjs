// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

// What changed in a version, from the CHANGELOG.md files that changesets write, and when it was released.

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { groupChanges, readChanges } from './changelog.cjs';
import { packageDirectories } from './places.mjs';

/**
 * @param {string} repository
 * @param {string} version
 * @returns {import('./changelog.cjs').Release}
 */
export function describeRelease(repository, version) {
  const changes = packageDirectories(repository).map((directory) => {
    const path = join(repository, directory, 'CHANGELOG.md');
    return { directory, items: existsSync(path) ? readChanges(readFileSync(path, 'utf8'), version) : [] };
  });
  return { groups: groupChanges(changes), date: releaseDate() };
}

/** SOURCE_DATE_EPOCH is for a release made again. */
function releaseDate() {
  const epoch = process.env['SOURCE_DATE_EPOCH'];
  return epoch === undefined ? new Date() : new Date(Number(epoch) * 1000);
}
