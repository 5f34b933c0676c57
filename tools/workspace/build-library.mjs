// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

// Builds the library package in the current directory: dist/esm for import, dist/cjs for require, each with its types.

import { execFileSync } from 'node:child_process';
import { copyFileSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const tsc = fileURLToPath(new URL('../../node_modules/typescript/bin/tsc', import.meta.url));

rmSync('dist', { recursive: true, force: true });
for (const { directory, config, type } of [
  { directory: 'dist/esm', config: 'tsconfig.build.json', type: 'module' },
  { directory: 'dist/cjs', config: 'tsconfig.build.cjs.json', type: 'commonjs' },
]) {
  execFileSync(process.execPath, [tsc, '-p', config], { stdio: 'inherit' });
  for (const file of readdirSync(directory, { recursive: true, encoding: 'utf8' })) {
    if (file.endsWith('.d.ts')) {
      nameOutput(join(directory, file));
    }
  }
  // What Node and TypeScript take the files beside it for. Bundlers look here too for what can be left out.
  writeFileSync(`${directory}/package.json`, `${JSON.stringify({ type, sideEffects: false })}\n`);
}

copyFileSync(fileURLToPath(new URL('../../LICENSES/BSD-2-Clause.txt', import.meta.url)), 'dist/LICENSE.txt');

/**
 * tsc lets declarations import the sources that it was given; they are to import what lies beside them.
 * @param {string} path
 */
function nameOutput(path) {
  const text = readFileSync(path, 'utf8');
  writeFileSync(path, text.replaceAll(/((?:from|import\() ?'\.[^']*)\.ts'/g, "$1.js'"));
}
