// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

// docs/trouble.md has a place for each check of the doctor, which its findings name, and for no other.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const checks = join(__dirname, 'checks');

function found(text: string, expression: RegExp): string[] {
  return [...text.matchAll(expression)].map(([, group = '']) => group).sort();
}

test('docs/trouble.md says more of each check', () => {
  const files = readdirSync(checks).filter((file) => !file.endsWith('.test.ts'));
  const sources = files.map((file) => readFileSync(join(checks, file), 'utf8')).join('\n');
  const names = new Set(found(sources, /\bcheck(?: =|:) '([a-z-]+)'/g));
  expect(names.size).toBe(files.length);
  const page = readFileSync(join(__dirname, '../../../../docs/trouble.md'), 'utf8');
  expect(found(page, /<a id="([a-z-]+)"><\/a>/g)).toEqual([...names]);
});
