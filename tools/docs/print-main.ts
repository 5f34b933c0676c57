// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import { writeFileSync } from 'node:fs';

import { documentPaths, readDocument } from './documents.ts';
import { drawings } from './pictures.ts';
import { printed } from './print.ts';

async function main(): Promise<void> {
  for (const path of documentPaths('.')) {
    const now = readDocument('.', path);
    const text = await printed('.', now);
    if (text !== now) writeFileSync(path, text);
  }
  for (const [path, svg] of drawings('.')) writeFileSync(path, svg);
}

main().catch((error: unknown) => {
  process.stderr.write(`tools/docs/print: ${String(error)}\n`);
  process.exitCode = 1;
});
