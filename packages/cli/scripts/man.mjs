// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

// Writes the manual pages, and the completions of the shells, from the same table as --help and from the schema of the
// configuration.

import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { build, indexes, repository, yaml } from './ingredients.mjs';

const directory = join(repository, 'build/');

// The page is as old as the release that it describes, however late it is built.
const changelog = readFileSync(join(repository, 'debian/changelog'), 'utf8');
const [, released] = /^ -- .*> {2}(.*)$/m.exec(changelog) ?? [];
if (released === undefined) {
  throw new Error('debian/changelog: the newest entry has no date');
}
const date = new Date(released).toISOString().slice(0, 10);

const { outputFiles } = await build({
  stdin: {
    contents: `
      import { helpTable } from './src/help/help-table.ts';
      import { manPage } from './src/help/man-page.ts';
      import { version } from './package.json';
      import { completionScript } from './src/completion/script.ts';
      import { configurationPage } from './src/help/configuration-page.ts';
      export const configuration = (date) => configurationPage(version, date);
      export const page = async (date) => manPage(await helpTable(), version, date);
      export const completion = async (shell) => completionScript(shell, await helpTable());`,
    resolveDir: join(repository, 'packages/cli'),
  },
  bundle: true,
  platform: 'node',
  format: 'esm',
  alias: { ...indexes, yaml },
  write: false,
  logLevel: 'warning',
});
const [bundle] = outputFiles;
const { page, configuration, completion } = await import(
  `data:text/javascript;base64,${Buffer.from(bundle.contents).toString('base64')}`
);

// Named as each shell looks for them.
const products = {
  'man/u-dma-buf-mgr.1': await page(date),
  'man/u-dma-buf-mgr.yaml.5': configuration(date),
  'completions/bash/u-dma-buf-mgr': await completion('bash'),
  'completions/zsh/_u-dma-buf-mgr': await completion('zsh'),
  'completions/fish/u-dma-buf-mgr.fish': await completion('fish'),
};
for (const [name, text] of Object.entries(products)) {
  mkdirSync(dirname(directory + name), { recursive: true });
  writeFileSync(directory + name, text);
}
