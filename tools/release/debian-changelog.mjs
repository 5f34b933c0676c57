// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

// debian/changelog as deb-changelog(5) has it.

const WIDTH = 79;

/**
 * The upstream part of the newest version.
 * @param {string} changelog
 */
export function newestVersion(changelog) {
  return /^\S+ \(([^)]*)-[^-)]*\)/.exec(changelog)?.[1];
}

/**
 * Puts an entry for a version first. Package, distribution, urgency and maintainer stay as in the entry before it.
 * @param {string} changelog
 * @param {string} version
 * @param {import('./changelog.cjs').Release} release
 */
export function addEntry(changelog, version, { groups, date }) {
  const heading = /^(\S+) \([^)]*\) (.*)$/m.exec(changelog);
  const maintainer = /^ -- (.*>) /m.exec(changelog);
  if (heading === null || maintainer === null) {
    throw new Error('debian/changelog: the newest entry is not as deb-changelog(5) has it');
  }
  // In UTC, which tells nothing of who made the release.
  const when = date.toUTCString().replace('GMT', '+0000');
  const items = groups.flatMap((group) => group.items);
  return [
    `${heading[1]} (${version}-1) ${heading[2]}`,
    '',
    ...(items.length > 0 ? items : ['New release.']).map(formatItem),
    '',
    ` -- ${maintainer[1]}  ${when}`,
    '',
    changelog,
  ].join('\n');
}

/** @param {string} item */
function formatItem(item) {
  const lines = ['  *'];
  for (const word of item.split(/\s+/)) {
    const line = lines.at(-1) ?? '';
    if (line.length + 1 + word.length <= WIDTH || line.trim() === '*') {
      lines[lines.length - 1] = `${line} ${word}`;
    } else {
      lines.push(`    ${word}`);
    }
  }
  return lines.join('\n');
}
