// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import { join } from 'node:path';

import { readResults } from '../bench/results/results.ts';
import type { Series } from '../bench/results/results.ts';
import { median } from '../bench/results/statistics.ts';
import { formatValue } from '../bench/results/table.ts';
import { formatTable } from './table.ts';

/** Figures of a file of results: `FILE: FIGURE; NAME = FIGURE`, where NAME is what the table calls it. */
export function printFigures(repository: string, argument: string): string {
  return printTable(repository, argument, ['of limit'], cellsOf);
}

/** The same, beside the floors. */
export function printFloors(repository: string, argument: string): string {
  return printTable(repository, argument, ['floor', 'of floor'], cellsWithFloor);
}

function printTable(
  repository: string,
  argument: string,
  titles: readonly string[],
  cells: (one: Series | undefined) => string[],
): string {
  const [file = '', rows = ''] = argument.split(/: (.*)/);
  const { series } = readResults(join(repository, file));
  const columns = [...new Set(series.map(columnOf))];
  const head = ['figure', ...columns.flatMap((column) => [column, ...titles])];
  const lines = rows.split('; ').map((row) => {
    const [name = '', figure = name] = row.split(' = ');
    const found = series.filter((one) => one.figure === figure);
    if (found.length === 0) throw new Error(`${figure}: there is no such figure in the results`);
    return [name, ...columns.flatMap((column) => cells(found.find((one) => columnOf(one) === column)))];
  });
  return formatTable(head, lines, 'numbers');
}

/** The machine, where there are several; else what was measured. */
const columnOf = ({ machine, subject }: Series): string => (subject === 'ours' ? machine : subject);

function cellsOf(one: Series | undefined): string[] {
  if (!one?.samples.length) return ['—', ''];
  const value = median(one.samples);
  const limit = one.limit && median(one.limit.samples);
  return [formatValue(value, one.unit), limit ? (value / limit).toFixed(2) : ''];
}

function cellsWithFloor(one: Series | undefined): string[] {
  if (!one?.samples.length) return ['—', '', ''];
  if (!one.floor) throw new Error(`${one.figure}: the results have no floor of it`);
  const value = median(one.samples);
  const floor = median(one.floor.samples);
  return [formatValue(value, one.unit), formatValue(floor, one.unit), (value / floor).toFixed(2)];
}
