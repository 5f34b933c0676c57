// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

// Tables of a page that are made of results. In the page they stand between two comments, the first of which names
// the file of results, beside the page, and the figures, each with what it is called there:
//
//   <!-- figures figures/modules.json: create = create, 1 present; delete = delete, 1 present -->
//   <!-- end of figures -->

import type { Results, Series } from './results.ts';
import { median } from './statistics.ts';
import { formatValue } from './table.ts';

type Row = readonly string[];

const TABLE = /(<!-- figures (\S+): ([^]*?) -->\n)[^]*?(<!-- end of figures -->)/g;

/** The page with its tables made anew of the results that `read` gives for a file's name. */
export function documentFigures(page: string, read: (file: string) => Results): string {
  return page.replace(TABLE, (_, begin: string, file: string, rows: string, end: string) => {
    return `${begin}\n${figuresTable(read(file), parseRows(rows))}\n${end}`;
  });
}

/** What a row is called, and its figure. */
function parseRows(text: string): [string, string][] {
  return text.split(';').map((row) => {
    const [name = '', figure = name] = row.replace(/\s+/g, ' ').trim().split(' = ');
    return [name, figure];
  });
}

function figuresTable({ series }: Results, rows: readonly (readonly [string, string])[]): string {
  const columns = [...new Set(series.map(columnOf))];
  const header = ['figure', ...columns.flatMap((column) => [column, 'of limit'])];
  const lines = rows.map(([name, figure]) => {
    const found = series.filter((one) => one.figure === figure);
    if (found.length === 0) throw new Error(`${figure}: there is no such figure in the results`);
    return [name, ...columns.flatMap((column) => cellsOf(found.find((one) => columnOf(one) === column)))];
  });
  return alignTable([header, ...lines]);
}

/** The machine, where there are several; else what was measured. */
const columnOf = ({ machine, subject }: Series): string => (subject === 'ours' ? machine : subject);

function cellsOf(one: Series | undefined): [string, string] {
  if (!one?.samples.length) return ['—', ''];
  const value = median(one.samples);
  const limit = one.limit && median(one.limit.samples);
  return [formatValue(value, one.unit), limit ? (value / limit).toFixed(2) : ''];
}

/** As Prettier writes it: figures to the right. */
function alignTable(rows: readonly Row[]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(3, ...rows.map((row) => (row[column] ?? '').length)));
  const [header, ...lines] = rows.map((row) =>
    row.map((cell, column) => (column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0))),
  );
  const rule = widths.map((width, column) => (column === 0 ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`));
  return [header ?? [], rule, ...lines].map((cells) => `| ${cells.join(' | ')} |\n`).join('');
}
