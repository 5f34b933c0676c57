// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

// Builds the command: one file that needs nothing but Node, and that evaluates no more than the command in use needs.
// esbuild cuts the program into pieces along its import()s, which leaves of a library to each command what that command
// uses; assemble.mjs puts them into one file. (With "type": "commonjs" in package.json, which is the default, esbuild
// would take the sources for CommonJS modules that are written as others, and cut nothing.)

import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { assemble } from './assemble.mjs';
import { directImports } from './direct-imports.mjs';
import { build, indexes, repository, yaml } from './ingredients.mjs';

const outfile = join(process.cwd(), 'dist/u-dma-buf-mgr.js');
const FROM_YAML = 'Composer, isAlias, isMap, isScalar, isSeq, Lexer, LineCounter, Parser, visit';

// For sh, which runs this file where a Debian package has installed it (debian/rules writes its first line), the first
// statement has Node run this file, or says what is missing; for Node it is a text and a comment. Only Node knows its
// version: what stands in this file outside of the pieces is for old ones too.
const LEAST_NODE = 18;
const install = `install Node.js ${LEAST_NODE} or newer (Debian 12 and newer: apt install nodejs)`;
const head = `#!/usr/bin/env node
':' //; command -v node >/dev/null && exec node -- "$0" "$@"; echo 'u-dma-buf-mgr: there is no Node.js: ${install}' >&2; exit 1
// SPDX-License-Identifier: BSD-2-Clause
'use strict';
if (parseInt(process.versions.node) < ${LEAST_NODE}) {
  console.error('u-dma-buf-mgr: Node.js ' + process.versions.node + ' is too old (' + process.execPath + '): ${install}');
  process.exit(1);
}
`;
const notice = `// Parts of this file are of the npm package yaml:\n${yamlLicence().replace(/^/gm, '// ')}\n`;
// koffi is native code; the command does without.
const common = {
  bundle: true,
  platform: 'node',
  target: 'node18',
  format: 'esm',
  logLevel: 'warning',
  external: ['koffi'],
  write: false,
};

// Of what others have written only that is taken which is used, and no name stays: it is a third of the file.
const foreign = await build({
  ...common,
  stdin: { contents: `export { ${FROM_YAML} } from './browser/dist/index.js'`, resolveDir: yaml },
  minify: true,
});

/** Has no path: esbuild names the pieces after the paths in them, and they are to be the same wherever they are made. */
const yamlInside = {
  name: 'yaml',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^yaml$/ }, () => ({ path: 'yaml', namespace: 'foreign' }));
    onLoad({ filter: /./, namespace: 'foreign' }, () => ({ contents: foreign.outputFiles[0].text }));
  },
};

const output = await build({
  ...common,
  entryPoints: ['src/main.ts'],
  outdir: 'dist',
  splitting: true,
  plugins: [yamlInside, directImports(indexes)],
  alias: indexes,
  metafile: true,
  // Names stay, so that a stack trace from the field can be read.
  minifySyntax: true,
  minifyWhitespace: true,
  legalComments: 'none',
});
mkdirSync(dirname(outfile), { recursive: true });
writeFileSync(outfile, `${head}${assemble(output, './main.js')}${notice}`, { mode: 0o755 });
copyFileSync(join(repository, 'LICENSES/BSD-2-Clause.txt'), join(dirname(outfile), 'LICENSE.txt'));

/** Debian's package of it has its licence in another place, and so have packages that are made of it. */
function yamlLicence() {
  const file = join(yaml, 'LICENSE');
  return existsSync(file)
    ? readFileSync(file, 'utf8').trim()
    : 'its authors and its licence are in the copyright file of the Debian package that this file is in.';
}
