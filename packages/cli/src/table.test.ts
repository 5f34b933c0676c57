// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import { formatTable } from './table.ts';

test('columns are as wide as their widest cell, and lines have no spaces at their ends', () => {
  const rows = [
    ['a', '1'],
    ['long name', '1000'],
  ] as const;
  const table = formatTable(rows, [
    { title: 'NAME', align: 'left', cell: ([name]) => name },
    { title: 'N', align: 'right', cell: ([, number]) => number },
    { title: 'LAST', align: 'left', cell: ([name]) => name },
  ]);
  expect(table).toBe('NAME          N  LAST\na             1  a\nlong name  1000  long name\n');
});
