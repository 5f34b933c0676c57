// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

export interface Column<Row> {
  readonly title: string;
  readonly align: 'left' | 'right';
  readonly cell: (row: Row) => string;
}

/** Rows under their titles, every column as wide as its widest cell. */
export function formatTable<Row>(rows: readonly Row[], columns: readonly Column<Row>[]): string {
  const columnLines = columns.map(({ title, align, cell }) => {
    const lines = [title, ...rows.map(cell)];
    const width = lines.reduce((widest, line) => Math.max(widest, line.length), 0);
    return lines.map((line) => (align === 'left' ? line.padEnd(width) : line.padStart(width)));
  });
  const row = (index: number): string =>
    columnLines
      .map((lines) => lines[index])
      .join('  ')
      .trimEnd();
  return Array.from({ length: rows.length + 1 }, (_, index) => `${row(index)}\n`).join('');
}
