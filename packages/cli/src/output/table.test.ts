// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import { formatTable } from './table.ts';
import type { Column } from './table.ts';

type Row = readonly [name: string, number: string];

const rows: readonly Row[] = [
  ['a', '1'],
  ['long name', '1000'],
];

const columns: readonly Column<Row>[] = [
  { title: 'NAME', align: 'left', cell: ([name]) => name },
  { title: 'N', align: 'right', cell: ([, number]) => number },
  { title: 'LAST', align: 'left', cell: ([name]) => name, elastic: true },
];

test('columns are as wide as their widest cell, and lines have no spaces at their ends', () => {
  expect(formatTable(rows, columns)).toBe('NAME          N  LAST\na             1  a\nlong name  1000  long name\n');
});

test('on a narrow terminal an elastic column gives way', () => {
  expect(formatTable(rows, columns, 25)).toBe('NAME          N  LAST\na             1  a\nlong name  1000  long…ame\n');
});

test('but not so far that nothing of it is left', () => {
  expect(formatTable(rows, columns, 10)).toBe(formatTable(rows, columns, 25));
});

test('of several elastic columns the widest gives way', () => {
  const both = columns.map((column) => ({ ...column, elastic: true }) as const);
  const [first] = formatTable([['a-rather-long-name', 'as-long-as-the-name']], both, 40)
    .split('\n')
    .slice(1);
  expect(first).toHaveLength(40);
});
