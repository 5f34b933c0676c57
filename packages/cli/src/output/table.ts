// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import { shorten } from './shorten.ts';

export interface Column<Row> {
  readonly title: string;
  readonly align: 'left' | 'right';
  readonly cell: (row: Row) => string;
  /** On a narrow terminal its cells may be shortened. */
  readonly elastic?: true;
}

const GAP = '  ';

/** A shortened cell shows no less. */
const NARROWEST = 8;

/**
 * Rows under their titles, every column as wide as its widest cell. Where they would not fit into `width` characters,
 * the elastic columns give way, the widest first.
 */
export function formatTable<Row>(rows: readonly Row[], columns: readonly Column<Row>[], width = Infinity): string {
  const cells = columns.map(({ title, cell }) => [title, ...rows.map(cell)]);
  const widths = fit(
    cells.map((column) => column.reduce((widest, text) => Math.max(widest, text.length), 0)),
    columns.map(({ elastic }) => elastic === true),
    width,
  );
  const line = (row: number): string =>
    columns
      .map(({ align }, index) => {
        const columnWidth = widths[index] ?? 0;
        const text = shorten(cells[index]?.[row] ?? '', columnWidth);
        return align === 'right' ? text.padStart(columnWidth) : text.padEnd(columnWidth);
      })
      .join(GAP)
      .trimEnd();
  return Array.from({ length: rows.length + 1 }, (_, row) => `${line(row)}\n`).join('');
}

function fit(natural: readonly number[], elastic: readonly boolean[], width: number): number[] {
  const widths = [...natural];
  let excess = widths.reduce((sum, column) => sum + column, GAP.length * (widths.length - 1)) - width;
  for (; excess > 0; excess--) {
    const widest = Math.max(...widths.filter((_, index) => elastic[index]));
    if (widest <= NARROWEST) {
      break;
    }
    widths[widths.findIndex((column, index) => elastic[index] === true && column === widest)] = widest - 1;
  }
  return widths;
}
