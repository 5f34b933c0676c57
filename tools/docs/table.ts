// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

/** A table of Markdown, as prettier formats it; of numbers, all columns but the first stand to the right. */
export function formatTable(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  kind: 'text' | 'numbers' = 'text',
): string {
  const all = [head, ...rows].map((row) => row.map((cell) => cell.replaceAll('|', '\\|')));
  const widths = head.map((_, column) => Math.max(3, ...all.map((row) => (row[column] ?? '').length)));
  const toRight = (column: number): boolean => kind === 'numbers' && column > 0;
  const lines = all.map(
    (row) => `| ${row.map((cell, column) => pad(cell, widths[column], toRight(column))).join(' | ')} |\n`,
  );
  const rule = widths.map((width, column) => (toRight(column) ? `${'-'.repeat(width - 1)}:` : '-'.repeat(width)));
  lines.splice(1, 0, `| ${rule.join(' | ')} |\n`);
  return lines.join('');
}

function pad(cell: string, width = 0, toRight = false): string {
  return toRight ? cell.padStart(width) : cell.padEnd(width);
}
