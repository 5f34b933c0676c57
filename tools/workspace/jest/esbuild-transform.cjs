// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

'use strict';

// Turns TypeScript into what jest runs. Types are checked by the typecheck target, not here.

const { createHash } = require('node:crypto');
const { readFileSync } = require('node:fs');
const esbuild = require('esbuild');

const ownSource = readFileSync(__filename);

/** @type {import('@jest/transform').SyncTransformer} */
module.exports = {
  process(source, path) {
    const { code } = esbuild.transformSync(source, {
      loader: 'ts',
      format: 'cjs',
      target: 'node18',
      // jest loads modules by require() alone.
      supported: { 'dynamic-import': false },
      sourcefile: path,
      sourcemap: 'inline',
    });
    return { code };
  },
  getCacheKey(source, path) {
    return createHash('sha256').update(ownSource).update(esbuild.version).update(path).update(source).digest('hex');
  },
};
