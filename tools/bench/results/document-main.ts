// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

// document-main PAGE…: makes the tables of the pages anew.

import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { documentFigures } from './document.ts';
import { readResults } from './results.ts';

for (const page of process.argv.slice(2)) {
  const text = readFileSync(page, 'utf8');
  writeFileSync(
    page,
    documentFigures(text, (file) => readResults(join(dirname(page), file))),
  );
}
