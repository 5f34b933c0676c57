// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

'use strict';

/**
 * @typedef {object} Group
 * @property {string} title what the changes concern
 * @property {string[]} items Markdown, without the mark of a list
 *
 * @typedef {object} Release
 * @property {Group[]} groups
 * @property {Date} date
 */

/** What a change can concern, in the order of the changelog. */
const areas = [
  { title: 'kernel modules', directories: ['kmod'] },
  { title: 'command', directories: ['packages/cli'] },
  { title: 'client', directories: ['packages/client', 'packages/protocol'] },
  { title: 'Debian packages', directories: ['packages/deb'] },
];

/**
 * The changes of a version in the changelog of one package.
 * @param {string} changelog as changesets write it
 * @param {string} version
 */
function readChanges(changelog, version) {
  const section = changelog.split(/^## /m).find((part) => part.split('\n')[0] === version) ?? '';
  return (
    section
      .split(/^- /m)
      .slice(1)
      .map(withoutFrame)
      // What changesets says of the packages' dependencies on each other.
      .filter((text) => !/^(Updated dependencies|@u-dma-buf-mgr\/\S+@)/.test(text))
  );
}

/**
 * Without the commit that changesets put before an item, and the heading that follows it.
 * @param {string} item
 */
function withoutFrame(item) {
  const [text = ''] = item.split(/^#/m);
  return text.replace(/^[0-9a-f]{7,40}: /, '').trim();
}

/**
 * A change stands in the changelog of each package that it concerns; here it stands once, below the names of all of them.
 * @param {readonly { directory: string, items: readonly string[] }[]} packages
 * @returns {Group[]}
 */
function groupChanges(packages) {
  /** @type {Map<string, Set<number>>} the areas of each change */
  const concerned = new Map();
  for (const { directory, items } of packages) {
    const area = areaOf(directory);
    items.forEach((item) => concerned.set(item, (concerned.get(item) ?? new Set()).add(area)));
  }
  /** @type {Map<string, string[]>} */
  const groups = new Map();
  for (const [item, numbers] of concerned) {
    const key = [...numbers].sort().join('');
    groups.set(key, [...(groups.get(key) ?? []), item]);
  }
  return [...groups]
    .sort(([a], [b]) => a.localeCompare(b))
    .map(([key, items]) => ({
      title: formatTitle([...key].map((number) => areas[Number(number)]?.title ?? '')),
      items,
    }));
}

/** @param {string} directory */
function areaOf(directory) {
  const area = areas.findIndex(({ directories }) => directories.includes(directory));
  if (area < 0) {
    throw new Error(`the changelog has no title for ${directory}`);
  }
  return area;
}

/** @param {readonly string[]} titles */
function formatTitle(titles) {
  const text = [titles.slice(0, -1).join(', '), titles.at(-1)].filter(Boolean).join(' and ');
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}

/**
 * The newest version in the changelog for people.
 * @param {string} changelog
 */
function newestVersion(changelog) {
  return /^## (\S+)/m.exec(changelog)?.[1];
}

/**
 * Puts a version first in the changelog for people.
 * @param {string} changelog
 * @param {string} version
 * @param {Release} release
 */
function addEntry(changelog, version, { groups, date }) {
  const sections = groups.map(({ title, items }) => `### ${title}\n\n${items.map((item) => `- ${item}\n`).join('')}\n`);
  const entry = `## ${version} (${date.toISOString().slice(0, 10)})\n\n${sections.join('')}`;
  return changelog.replace(/^(?=## )/m, () => entry);
}

module.exports = { readChanges, groupChanges, newestVersion, addEntry };
