// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: GPL-3.0-or-later

// Builds the packaging tool: one file, and a map to its sources for the stacks of errors.

import { chmodSync, copyFileSync } from 'node:fs';
import { build } from 'esbuild';

const outfile = 'dist/u-dma-buf-mgr-deb.js';

await build({
  entryPoints: ['src/main.ts'],
  outfile,
  bundle: true,
  platform: 'node',
  target: 'node18',
  format: 'cjs',
  logLevel: 'warning',
  sourcemap: true,
  // The package has them.
  sourcesContent: false,
  banner: { js: '#!/usr/bin/env -S node --enable-source-maps' },
});
chmodSync(outfile, 0o755);
copyFileSync('../../LICENSES/GPL-3.0-or-later.txt', 'dist/LICENSE.txt');
