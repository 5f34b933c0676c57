// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

'use strict';

/** @typedef {'none' | 'minor' | 'major'} Change */

/**
 * What a new record means to those who use the old one: entries that are gone or say something else are a major change,
 * unless all that they said is still there, in the same order; more is a minor one.
 * @param {string} before
 * @param {string} after
 * @returns {{ change: Change, names: string[] }} with the names of the entries that make it so
 */
function compareSurfaces(before, after) {
  const [old, now] = [readEntries(before), readEntries(after)];
  const changed = [...old].filter(([name, text]) => now.get(name) !== text);
  const broken = changed.filter(([name, text]) => !isContained(text, now.get(name) ?? ''));
  const added = [...now.keys()].filter((name) => !old.has(name));
  const grown = [...changed.map(([name]) => name), ...added];
  if (broken.length > 0) {
    return { change: 'major', names: broken.map(([name]) => name) };
  }
  return { change: grown.length > 0 ? 'minor' : 'none', names: grown };
}

/** @param {string} record */
function readEntries(record) {
  return new Map(
    record
      .split(/^\/\/ /m)
      .slice(1)
      .map((entry) => {
        const [name = '', ...lines] = entry.trim().split('\n');
        return /** @type {const} */ ([name, lines.join('\n')]);
      }),
  );
}

/**
 * @param {string} before
 * @param {string} after
 */
function isContained(before, after) {
  const lines = after.split('\n');
  let from = 0;
  return before.split('\n').every((line) => {
    const at = lines.indexOf(line, from);
    from = at + 1;
    return at >= 0;
  });
}

module.exports = { compareSurfaces };
