// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { makeResults, writeResults } from '../bench/results/results.ts';
import type { Series } from '../bench/results/results.ts';
import { printed } from './print.ts';

let repository: string;
beforeEach(() => {
  repository = mkdtempSync(join(tmpdir(), 'u-dma-buf-mgr-figures-'));
});
afterEach(() => rmSync(repository, { recursive: true }));

const series = (machine: string, figure: string, value: number, limit: number): Series => ({
  machine,
  figure,
  subject: 'ours',
  unit: 'instructions',
  samples: [value],
  limit: { name: 'a limit', samples: [limit] },
});
const measured = [
  series('amd64', 'create, 1 present', 129_000, 54_000),
  series('arm64', 'create, 1 present', 150_000, 50_000),
  series('amd64', 'sync', 798, 587),
];
const page = (table: string): string =>
  `before\n\n<!-- print: figures a.json: create = create, 1 present; sync -->\n${table}<!-- end of print -->\n\nafter\n`;
const print = (document: string, results: readonly Series[]): Promise<string> => {
  writeResults(join(repository, 'a.json'), makeResults('modules', {}, results));
  return printed(repository, document);
};

test('a table is made of the results that the page names', async () => {
  const made = page(`
| figure | amd64 | of limit | arm64 | of limit |
| ------ | ----: | -------: | ----: | -------: |
| create | 129 k |     2.39 | 150 k |     3.00 |
| sync   |   798 |     1.36 |     — |          |

`);
  expect(await print(page(''), measured)).toBe(made);
  expect(await print(made, measured)).toBe(made);
});

test('a figure that was not measured is an error', async () => {
  await expect(print(page(''), [])).rejects.toThrow('create, 1 present: there is no such figure');
});

test('a table of floors has them beside the figures', async () => {
  const results = measured
    .slice(0, 2)
    .map((one, index) => ({ ...one, floor: { name: 'calls', samples: [100_000 + 50_000 * index] } }));
  const floors = page('').replace('figures', 'floors').replace('; sync', '');
  expect(await print(floors, results)).toContain(`
| figure | amd64 | floor | of floor | arm64 | floor | of floor |
| ------ | ----: | ----: | -------: | ----: | ----: | -------: |
| create | 129 k | 100 k |     1.29 | 150 k | 150 k |     1.00 |
`);
  await expect(print(floors, measured)).rejects.toThrow('create, 1 present: the results have no floor of it');
});

test('docs/performance.md says what its results say', async () => {
  const root = join(__dirname, '../..');
  const text = readFileSync(join(root, 'docs/performance.md'), 'utf8');
  expect(text).toContain('<!-- print: figures ');
  expect(await printed(root, text)).toBe(text);
});
