// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

// Builds the command: one file that needs nothing but Node.

import { chmodSync } from 'node:fs';
import { build } from 'esbuild';

const outfile = 'dist/u-dma-buf-mgr.js';

await build({
  entryPoints: ['src/main.ts'],
  outfile,
  bundle: true,
  platform: 'node',
  format: 'cjs',
  target: 'node18',
  conditions: ['@u-dma-buf-mgr/source'],
  // Names stay, so that a stack trace from the field can be read.
  minifySyntax: true,
  minifyWhitespace: true,
  legalComments: 'none',
  banner: { js: '#!/usr/bin/env node\n// SPDX-License-Identifier: BSD-2-Clause' },
  logLevel: 'warning',
});
chmodSync(outfile, 0o755);
