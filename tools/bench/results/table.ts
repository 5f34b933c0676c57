// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

// A table of results for people: a line a figure and subject.

import type { Results, Series, Unit } from './results.ts';
import { median, spread } from './statistics.ts';

type Row = readonly string[];

const HEADER: Row = ['', 'median', 'spread', 'limit', 'of limit', 'of floor', 'of first', ''];

export function formatTable(results: Results): string {
  const machines = [...new Set(results.series.map(({ machine }) => machine))];
  return machines.map((machine) => formatMachine(machine, results.series)).join('\n');
}

function formatMachine(machine: string, all: readonly Series[]): string {
  const series = all.filter((one) => one.machine === machine);
  const subjects = [...new Set(series.map(({ subject }) => subject))];
  const figures = [...new Set(series.map(({ figure }) => figure))];
  const rows = figures.flatMap((figure) => {
    const found = subjects.map((subject) => series.find((one) => one.figure === figure && one.subject === subject));
    return found.map((one, index) => formatRow(figure, subjects[index] ?? '', subjects.length > 1, one, found[0]));
  });
  return `${machine}\n${align([HEADER, ...rows])}`;
}

function formatRow(figure: string, subject: string, named: boolean, one?: Series, first?: Series): Row {
  const name = named ? `${figure}: ${subject}` : figure;
  if (!one?.samples.length) return [name, '—', '', '', '', '', '', `lacks it: ${one?.lacks ?? 'not measured'}`];
  const value = median(one.samples);
  const limit = one.limit && median(one.limit.samples);
  return [
    name,
    formatValue(value, one.unit),
    `±${(100 * spread(one.samples)).toFixed(1)} %`,
    limit === undefined ? '' : formatValue(limit, one.unit),
    limit ? (value / limit).toFixed(2) : '',
    one.floor ? (value / median(one.floor.samples)).toFixed(2) : '',
    first && first !== one && first.samples.length ? (value / median(first.samples)).toFixed(2) : '',
    one.limit ? `limit: ${one.limit.name}` : '',
  ];
}

export function formatValue(value: number, unit: Unit): string {
  if (unit === 'instructions') return value < 10_000 ? value.toFixed(0) : `${threeDigits(value / 1000)} k`;
  if (value < 1) return `${threeDigits(value * 1000)} ns`;
  if (value < 10_000) return `${threeDigits(value)} us`;
  return value < 10_000_000 ? `${threeDigits(value / 1000)} ms` : `${threeDigits(value / 1e6)} s`;
}

/** Three digits that count, and never an exponent. */
function threeDigits(value: number): string {
  const decimals = value < 10 ? 2 : value < 100 ? 1 : 0;
  return value.toFixed(decimals);
}

/** The first and the last column are text, the others numbers. */
function align(rows: readonly Row[]): string {
  const widths = HEADER.map((_, column) => Math.max(...rows.map((row) => (row[column] ?? '').length)));
  const lines = rows.map((row) =>
    row
      .map((cell, column) =>
        column === 0 || column === row.length - 1
          ? cell.padEnd(widths[column] ?? 0)
          : cell.padStart(widths[column] ?? 0),
      )
      .join('  ')
      .trimEnd(),
  );
  return `${lines.join('\n')}\n`;
}
