// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import type { Cell, Grid, Row } from './grid.ts';

const WIDTH = 960;
const MARGIN = 16;
const LABEL = 90;
const GAP = 8;
const LINE = 17;
const PADDING = 9;
const HEAD = 48;
/** Of a character, at most, in most fonts. */
const CHARACTER = 7.2;

const COLOURS = {
  plain: { fill: '#e8eef6', stroke: '#2f6db5', text: '#1b1b1b' },
  dark: { fill: '#2f6db5', stroke: '#2f6db5', text: '#ffffff' },
  pale: { fill: '#ffffff', stroke: '#9aa5b1', text: '#4a4a4a' },
} as const;

/** A picture of a grid, as SVG. Its background is white, so that it can be read on a dark page too. */
export function drawGrid({ title, rows }: Grid): string {
  const left = rows.some(({ label }) => label !== '') ? MARGIN + LABEL : MARGIN;
  let y = HEAD;
  const parts = rows.map((row) => {
    const part = drawRow(row, left, y);
    y += heightOf(row) + GAP;
    return part;
  });
  const height = y - GAP + MARGIN;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${height}" viewBox="0 0 ${WIDTH} ${height}" font-family="sans-serif" font-size="12.5">`,
    '<!-- SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers -->',
    '<!-- SPDX-License-Identifier: BSD-2-Clause -->',
    `<title>${escape(title)}</title>`,
    `<rect width="${WIDTH}" height="${height}" fill="#ffffff"/>`,
    `<text x="${MARGIN}" y="28" font-size="16" font-weight="bold" fill="#1b1b1b">${escape(title)}</text>`,
    ...parts,
    '</svg>\n',
  ].join('\n');
}

function heightOf({ kind, cells }: Row): number {
  const lines = Math.max(...cells.map((cell) => cell.lines.length));
  return lines * LINE + (kind === 'row' ? 2 * PADDING : 6);
}

function drawRow(row: Row, left: number, y: number): string {
  // A cell of weight 2 is as wide as two cells and the gap between them, so that columns of several rows align.
  const columns = row.cells.reduce((sum, { weight }) => sum + weight, 0);
  const unit = (WIDTH - MARGIN - left + GAP) / columns;
  const height = heightOf(row);
  let x = left;
  const cells = row.cells.map((cell) => {
    const width = cell.weight * unit - GAP;
    refuseLongLines(cell, row.kind === 'row' ? width : width - 36);
    const drawn =
      row.kind === 'row' ? drawBox(cell, x, y, width, height) : drawArrow(row.kind, cell, x, y, width, height);
    x += width + GAP;
    return drawn;
  });
  const label = row.label === '' ? [] : [text(row.label, MARGIN, y + height / 2 + 5, '#1b1b1b', 'font-weight="bold"')];
  return [...label, ...cells].filter((part) => part !== '').join('\n');
}

function refuseLongLines({ lines }: Cell, width: number): void {
  const long = lines.find((line) => line.length * CHARACTER > width);
  if (long !== undefined) throw new Error(`there is no room for: ${long}`);
}

function drawBox(cell: Cell, x: number, y: number, width: number, height: number): string {
  if (cell.style === 'empty') return '';
  const { fill, stroke, text: colour } = COLOURS[cell.style];
  const dash = cell.style === 'pale' ? ' stroke-dasharray="4 3"' : '';
  const box = `<rect x="${round(x)}" y="${y}" width="${round(width)}" height="${height}" rx="4" fill="${fill}" stroke="${stroke}"${dash}/>`;
  return [box, ...drawLines(cell, x + width / 2, y, height, colour)].join('\n');
}

function drawLines({ lines }: Cell, x: number, y: number, height: number, colour: string): string[] {
  const first = y + (height - lines.length * LINE) / 2 + LINE - 4;
  return lines.map((line, index) => text(line, x, first + index * LINE, colour, 'text-anchor="middle"'));
}

function drawArrow(kind: Row['kind'], cell: Cell, x: number, y: number, width: number, height: number): string {
  if (cell.style === 'empty') return '';
  const at = x + 24 < x + width / 2 ? x + 24 : x + width / 2;
  const line = `<line x1="${round(at)}" y1="${y}" x2="${round(at)}" y2="${y + height}" stroke="#2f6db5" stroke-width="2"/>`;
  const heads = [...(kind === 'up' ? [] : [head(at, y + height, -7)]), ...(kind === 'down' ? [] : [head(at, y, 7)])];
  const first = y + (height - cell.lines.length * LINE) / 2 + LINE - 4;
  const words = cell.lines.map((words, index) => text(words, at + 12, first + index * LINE, '#4a4a4a', ''));
  return [line, ...heads, ...words].join('\n');
}

function head(x: number, tip: number, size: number): string {
  return `<path d="M${round(x)} ${tip} l-5 ${size} h10 z" fill="#2f6db5"/>`;
}

function text(words: string, x: number, y: number, fill: string, attributes: string): string {
  return `<text x="${round(x)}" y="${round(y)}" fill="${fill}"${attributes === '' ? '' : ` ${attributes}`}>${escape(words)}</text>`;
}

function round(number: number): string {
  return String(Math.round(number * 10) / 10);
}

function escape(words: string): string {
  return words.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
