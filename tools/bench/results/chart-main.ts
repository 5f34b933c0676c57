// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

// chart-main RESULTS.json OUTPUT.svg: what `bench chart` runs.

import { writeFileSync } from 'node:fs';

import { drawChart } from './chart.ts';
import { readResults } from './results.ts';

const [results = '', output = ''] = process.argv.slice(2);
writeFileSync(output, drawChart(readResults(results)));
