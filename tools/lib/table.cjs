// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

// Reads the tables tools/machines/architectures and tools/machines/releases, as tools/lib/table.sh does for the shell.

'use strict';

const { readFileSync } = require('node:fs');
const { join } = require('node:path');

/**
 * The rows, each with its cells by the names of the columns. A cell of - is empty.
 * @param {string} name
 * @returns {Record<string, string>[]}
 */
function readTable(name) {
  const text = readFileSync(join(__dirname, '../machines', name), 'utf8');
  const lines = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  const [columns = [], ...rows] = lines.map((line) => line.split('|').map((cell) => cell.trim().replace(/^-$/, '')));
  return rows.map((cells) => Object.fromEntries(columns.map((column, index) => [column, cells[index] ?? ''])));
}

/** The rows of the architectures that packages are built for. */
function packagedArchitectures() {
  return readTable('architectures').filter(({ name, debian }) => name === debian);
}

module.exports = { packagedArchitectures, readTable };
