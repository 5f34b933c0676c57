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
 * @param {() => string[]} changes
 */
export function addEntry(changelog, version, changes) {
  const heading = /^(\S+) \([^)]*\) (.*)$/m.exec(changelog);
  const maintainer = /^ -- (.*>) /m.exec(changelog);
  if (heading === null || maintainer === null) {
    throw new Error('debian/changelog: the newest entry is not as deb-changelog(5) has it');
  }
  const items = changes();
  return [
    `${heading[1]} (${version}-1) ${heading[2]}`,
    '',
    ...(items.length > 0 ? items : ['New release.']).map(formatItem),
    '',
    ` -- ${maintainer[1]}  ${releaseDate()}`,
    '',
    changelog,
  ].join('\n');
}

/** @param {string} text */
function formatItem(text) {
  const lines = ['  *'];
  for (const word of text.split(' ')) {
    const line = lines.at(-1) ?? '';
    if (line.length + 1 + word.length <= WIDTH || line.trim() === '*') {
      lines[lines.length - 1] = `${line} ${word}`;
    } else {
      lines.push(`    ${word}`);
    }
  }
  return lines.join('\n');
}

/** In UTC, so that it tells nothing of who made the release; SOURCE_DATE_EPOCH is for a release made again. */
function releaseDate() {
  const epoch = process.env['SOURCE_DATE_EPOCH'];
  const date = epoch === undefined ? new Date() : new Date(Number(epoch) * 1000);
  return date.toUTCString().replace('GMT', '+0000');
}
