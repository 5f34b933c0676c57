// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

// What npm runs in the directory of a package before it packs it: brings the manual pages, which are built for the whole
// repository, and refuses a package of which something has not been built.

import { copyFileSync, existsSync, mkdirSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { fileURLToPath } from 'node:url';

/** @type {{ name: string, bin?: Record<string, string>, man?: string[], exports?: unknown }} */
const { name, bin = {}, man = [], exports = {} } = JSON.parse(readFileSync('package.json', 'utf8'));

for (const page of man) {
  const built = fileURLToPath(new URL(`../../build/man/${basename(page)}`, import.meta.url));
  if (existsSync(built)) {
    mkdirSync(dirname(page), { recursive: true });
    copyFileSync(built, page);
  }
}

const needed = ['dist/LICENSE.txt', ...Object.values(bin), ...man, ...pathsIn(exports)];
const missing = needed.filter((path) => !(statSync(path, { throwIfNoEntry: false })?.size ?? 0));
if (missing.length > 0) {
  console.error(`${name} has not been built, ${missing.join(', ')}: npm run build at the top of the repository`);
  process.exitCode = 1;
}

/**
 * @param {unknown} part of the field `exports`
 * @returns {string[]}
 */
function pathsIn(part) {
  return typeof part === 'string' ? [part] : Object.values(part ?? {}).flatMap(pathsIn);
}
