// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

// A picture of boxes in rows, from a text:
//
//   title What the picture shows
//   row LABEL :: CELL | CELL | CELL      boxes beside each other
//   down LABEL :: TEXT | TEXT            arrows downwards between two rows, each with a text; up, both
//
// In a cell, ` / ` ends a line, `3:` in front makes it three times as wide, `*` in front dark and `~` pale; a cell `-` is
// empty. A label may be empty.

export interface Cell {
  readonly lines: readonly string[];
  readonly weight: number;
  readonly style: 'plain' | 'dark' | 'pale' | 'empty';
}

export interface Row {
  readonly kind: 'row' | 'down' | 'up' | 'both';
  readonly label: string;
  readonly cells: readonly Cell[];
}

export interface Grid {
  readonly title: string;
  readonly rows: readonly Row[];
}

const STYLES: Readonly<Record<string, 'dark' | 'pale'>> = { '*': 'dark', '~': 'pale' };

export function readGrid(text: string): Grid {
  const lines = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  const title = lines.find((line) => line.startsWith('title '))?.slice('title '.length) ?? '';
  return { title, rows: lines.filter((line) => !line.startsWith('title ')).map(readRow) };
}

function readRow(line: string): Row {
  const [, kind, label = '', cells = ''] = /^(row|down|up|both) (.*?):: (.*)$/.exec(line) ?? [];
  if (kind === undefined) throw new Error(`this is no row of a picture: ${line}`);
  return {
    kind: kind as Row['kind'],
    label: label.trim(),
    cells: cells.split(' | ').map((cell) => readCell(cell.trim())),
  };
}

function readCell(text: string): Cell {
  const [, weight = '1', mark = '', rest = ''] = /^(?:(\d+):)?([*~])?(.*)$/.exec(text) ?? [];
  const style = rest === '-' ? 'empty' : (STYLES[mark] ?? 'plain');
  return { lines: rest.split(' / '), weight: Number(weight), style };
}
