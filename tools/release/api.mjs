// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

// What tools/release/api does.

import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { compareSurfaces } from './api-change.cjs';

const repository = fileURLToPath(new URL('../..', import.meta.url));

/** The libraries, and the modules of each. */
const modules = { protocol: ['index'], client: ['index', 'testing'] };

const records = Object.entries(modules).flatMap(([name, entries]) =>
  entries.map((entry) => ({
    package: `@u-dma-buf-mgr/${name}`,
    file: `packages/${name}/api/${entry}.txt`,
    released: join(repository, `packages/${name}/api/released/${entry}.txt`),
    declarations: join(repository, `packages/${name}/dist/esm/${entry === 'index' ? '' : `${entry}/`}index.d.ts`),
  })),
);

/** @param {typeof records[number]} record */
async function readBuilt({ declarations }) {
  if (!existsSync(declarations)) {
    throw new Error(`${declarations} is missing: npm run build`);
  }
  const { readSurface } = await import('./surface.mjs');
  return readSurface(declarations);
}

async function check() {
  const levels = readChangesets();
  for (const record of records) {
    const recorded = read(join(repository, record.file));
    if (recorded !== (await readBuilt(record))) {
      complain(`${record.file} is not what has been built: tools/release/api --record, and look at the difference`);
    }
    const { change, names } = compareSurfaces(read(record.released), recorded);
    if (change !== 'none' && !atLeast(levels.get(record.package), change)) {
      complain(`${record.file}: ${names.join(', ')} changed; a changeset must say ${change} for ${record.package}`);
    }
  }
  if (process.exitCode === undefined) {
    console.log(`api: ${records.length} records are right`);
  }
}

async function recordAll() {
  for (const record of records) {
    const path = join(repository, record.file);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, await readBuilt(record));
  }
}

function release() {
  for (const { file, released } of records) {
    mkdirSync(dirname(released), { recursive: true });
    copyFileSync(join(repository, file), released);
  }
}

/** The level that the changesets ask for, by package. */
function readChangesets() {
  /** @type {Map<string, string>} */
  const levels = new Map();
  const directory = join(repository, '.changeset');
  for (const file of readdirSync(directory).filter((name) => name.endsWith('.md'))) {
    for (const [, name = '', level = ''] of read(join(directory, file)).matchAll(/^['"](.+)['"]: (\w+)$/gm)) {
      if (!atLeast(levels.get(name), level)) {
        levels.set(name, level);
      }
    }
  }
  return levels;
}

/**
 * @param {string | undefined} level
 * @param {string} wanted
 */
function atLeast(level, wanted) {
  const order = ['patch', 'minor', 'major'];
  return level !== undefined && order.indexOf(level) >= order.indexOf(wanted);
}

/** @param {string} path */
function read(path) {
  return existsSync(path) ? readFileSync(path, 'utf8') : '';
}

/** @param {string} text */
function complain(text) {
  console.error(`api: ${text}`);
  process.exitCode = 1;
}

const actions = { '--check': check, '--record': recordAll, '--release': release };
const [mode = '--check', ...rest] = process.argv.slice(2);
const action = Object.entries(actions).find(([name]) => name === mode)?.[1];
if (action === undefined || rest.length > 0) {
  console.error('usage: tools/release/api [--check|--record|--release]');
  process.exitCode = 2;
} else {
  await action();
}
