// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { documentFigures } from './document.ts';
import { makeResults, readResults } from './results.ts';
import type { Series } from './results.ts';

const docs = join(__dirname, '../../../docs');

const series = (machine: string, figure: string, value: number, limit: number): Series => ({
  machine,
  figure,
  subject: 'ours',
  unit: 'instructions',
  samples: [value],
  limit: { name: 'a limit', samples: [limit] },
});
const results = makeResults('modules', {}, [
  series('amd64', 'create, 1 present', 129_000, 54_000),
  series('arm64', 'create, 1 present', 150_000, 50_000),
  series('amd64', 'sync', 798, 587),
]);
const page = (table: string): string =>
  `before\n\n<!-- figures a.json: create = create, 1 present;\nsync -->\n${table}<!-- end of figures -->\n\nafter\n`;

test('a table is made of the results that the page names', () => {
  const made = page(`
| figure | amd64 | of limit | arm64 | of limit |
| ------ | ----: | -------: | ----: | -------: |
| create | 129 k |     2.39 | 150 k |     3.00 |
| sync   |   798 |     1.36 |     — |          |

`);
  expect(documentFigures(page(''), () => results)).toBe(made);
  expect(documentFigures(made, () => results)).toBe(made);
});

test('a figure that was not measured is an error', () => {
  const empty = makeResults('modules', {}, []);
  expect(() => documentFigures(page(''), () => empty)).toThrow('create, 1 present: there is no such figure');
});

test('docs/performance.md says what its results say', () => {
  const text = readFileSync(join(docs, 'performance.md'), 'utf8');
  expect(text).toContain('<!-- figures ');
  expect(documentFigures(text, (file) => readResults(join(docs, file)))).toBe(text);
});
