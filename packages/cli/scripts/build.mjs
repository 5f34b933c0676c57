// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

// Builds the command: one file that needs nothing but Node, and that evaluates no more than the command in use needs.
// First esbuild cuts the program into pieces along its import()s, which leaves of a library to each command what that
// command uses; then it puts the pieces, each in a function that runs when it is imported, into one file.

import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const outfile = join(process.cwd(), 'dist/u-dma-buf-mgr.js');
const FROM_YAML = 'isAlias, isMap, isScalar, LineCounter, parseDocument';

const repository = fileURLToPath(new URL('../../..', import.meta.url));
const yamlLicence = readFileSync(join(repository, 'node_modules/yaml/LICENSE'), 'utf8').trim();
const pieces = mkdtempSync(join(tmpdir(), 'u-dma-buf-mgr-build-'));
const foreign = join(pieces, 'foreign.js');
// koffi is native code; the command does without.
const common = { bundle: true, platform: 'node', target: 'node18', logLevel: 'warning', external: ['koffi'] };

try {
  // Of what others have written only that is taken which is used, and no name stays: it is a third of the file.
  await build({
    ...common,
    stdin: {
      contents: `export { ${FROM_YAML} } from './node_modules/yaml/browser/dist/index.js'`,
      resolveDir: repository,
    },
    outfile: foreign,
    format: 'esm',
    minify: true,
  });
  await build({
    ...common,
    entryPoints: ['src/main.ts'],
    outdir: pieces,
    outExtension: { '.js': '.mjs' },
    format: 'esm',
    splitting: true,
    alias: { yaml: foreign },
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
    footer: { js: `// Parts of this file are of the npm package yaml:\n${yamlLicence.replace(/^/gm, '// ')}` },
    banner: { js: '#!/usr/bin/env node\n// SPDX-License-Identifier: BSD-2-Clause' },
  });
} finally {
  rmSync(pieces, { recursive: true });
}
chmodSync(outfile, 0o755);
