// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

// What changed in a version, from the CHANGELOG.md files that changesets write.

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { packageDirectories } from './places.mjs';

/**
 * The changes of all packages, each once.
 * @param {string} repository
 * @param {string} version
 */
export function collectChanges(repository, version) {
  const changelogs = packageDirectories(repository)
    .map((directory) => join(repository, directory, 'CHANGELOG.md'))
    .filter((path) => existsSync(path));
  return [...new Set(changelogs.flatMap((path) => changesIn(readFileSync(path, 'utf8'), version)))];
}

/**
 * @param {string} changelog
 * @param {string} version
 */
export function changesIn(changelog, version) {
  const section = changelog.split(/^## /m).find((part) => part.split('\n')[0] === version) ?? '';
  return (
    section
      .split(/^- /m)
      .slice(1)
      .map((item) => plainText(item))
      // What changesets says of the packages' dependencies on each other.
      .filter((text) => !/^(Updated dependencies|@u-dma-buf-mgr\/\S+@)/.test(text))
  );
}

/**
 * One line, without the commit that changesets put before it and the heading that follows it.
 * @param {string} item
 */
function plainText(item) {
  const [text = ''] = item.split(/^#/m);
  return text
    .replace(/^[0-9a-f]{7,40}: /, '')
    .replaceAll(/\s+/g, ' ')
    .trim();
}
