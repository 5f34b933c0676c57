// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

// Writes the manual page from the same table as --help.

import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const directory = fileURLToPath(new URL('../../../build/man/', import.meta.url));

// The page is as old as the release that it describes, however late it is built.
const changelog = readFileSync(new URL('../../../debian/changelog', import.meta.url), 'utf8');
const [, released] = /^ -- .*> {2}(.*)$/m.exec(changelog) ?? [];
if (released === undefined) {
  throw new Error('debian/changelog: the newest entry has no date');
}
const date = new Date(released).toISOString().slice(0, 10);

const { outputFiles } = await build({
  stdin: {
    contents: `
      import { helpTable } from './src/help-table.ts';
      import { manPage } from './src/man-page.ts';
      import { version } from './package.json';
      export const page = async (date) => manPage(await helpTable(), version, date);`,
    resolveDir: fileURLToPath(new URL('..', import.meta.url)),
  },
  bundle: true,
  platform: 'node',
  format: 'esm',
  conditions: ['@u-dma-buf-mgr/source'],
  write: false,
  logLevel: 'warning',
});
const [bundle] = outputFiles;
const { page } = await import(`data:text/javascript;base64,${Buffer.from(bundle.contents).toString('base64')}`);

mkdirSync(directory, { recursive: true });
writeFileSync(`${directory}u-dma-buf-mgr.1`, await page(date));
