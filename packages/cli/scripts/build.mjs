// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

// Builds the command: one file that needs nothing but Node, and that evaluates no more than the command in use needs.
// First esbuild cuts the program into pieces along its import()s, which leaves of a library to each command what that
// command uses; then it puts the pieces, each in a function that runs when it is imported, into one file.

import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';

const outfile = join(process.cwd(), 'dist/u-dma-buf-mgr.js');
const pieces = mkdtempSync(join(tmpdir(), 'u-dma-buf-mgr-build-'));
// koffi is native code; the command does without.
const common = { bundle: true, platform: 'node', target: 'node18', logLevel: 'warning', external: ['koffi'] };

try {
  await build({
    ...common,
    entryPoints: ['src/main.ts'],
    outdir: pieces,
    outExtension: { '.js': '.mjs' },
    format: 'esm',
    splitting: true,
    conditions: ['@u-dma-buf-mgr/source'],
  });
  await build({
    ...common,
    absWorkingDir: pieces,
    entryPoints: ['main.mjs'],
    outfile,
    format: 'cjs',
    // Names stay, so that a stack trace from the field can be read.
    minifySyntax: true,
    minifyWhitespace: true,
    legalComments: 'none',
    banner: { js: '#!/usr/bin/env node\n// SPDX-License-Identifier: BSD-2-Clause' },
  });
} finally {
  rmSync(pieces, { recursive: true });
}
chmodSync(outfile, 0o755);
