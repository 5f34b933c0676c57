// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

// The pictures of docs/pictures: of each NAME.grid, and of NAME.json, the results of a benchmark, a NAME.svg.

import { readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';

import { drawChart } from '../bench/results/chart.ts';
import type { Results } from '../bench/results/results.ts';
import { drawGrid } from './draw-grid.ts';
import { readGrid } from './grid.ts';

const PICTURES = 'docs/pictures';

const makers: Readonly<Record<string, (source: string) => string>> = {
  '.grid': (source) => drawGrid(readGrid(source)),
  '.json': (source) => drawChart(JSON.parse(source) as Results),
};

/** Each picture: its path in the repository, and what it is to hold. */
export function drawings(repository: string): [path: string, svg: string][] {
  return readdirSync(join(repository, PICTURES)).flatMap((file) => {
    const make = makers[extname(file)];
    if (make === undefined) return [];
    const path = `${PICTURES}/${file}`;
    return [[path.replace(/\.[a-z]+$/, '.svg'), make(readFileSync(join(repository, path), 'utf8'))]];
  });
}
