// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

// compare-main BEFORE.json AFTER.json: what `bench compare` runs. Exit status 1: something is slower, or gone.

import { compareResults } from './compare.ts';
import type { Comparison, Verdict } from './compare.ts';
import { readResults } from './results.ts';
import type { Results, Series } from './results.ts';
import { median } from './statistics.ts';
import { formatValue } from './table.ts';

function valueOf(series: Series | undefined): string {
  return series?.samples.length ? formatValue(median(series.samples), series.unit) : '—';
}

function formatLine({ before, after, ratio, needed, verdict }: Comparison): string {
  const { machine, subject, figure } = before ?? after ?? { machine: '', subject: '', figure: '' };
  const change = `${ratio >= 1 ? '+' : '−'}${(100 * Math.abs(ratio - 1)).toFixed(1)} %`;
  const values = `${valueOf(before).padStart(9)} → ${valueOf(after).padStart(9)}  ${change.padStart(9)}`;
  return `${verdict.padEnd(9)} ${values}  (±${(100 * needed).toFixed(1)} %)  ${figure}: ${subject}, ${machine}\n`;
}

function formatHost(name: string, { taken, host }: Results): string {
  return `${name}: ${taken.slice(0, 16)}, ${Object.entries(host)
    .map(([key, value]) => `${key} ${value}`)
    .join(', ')}\n`;
}

const [before, after] = process.argv.slice(2).map(readResults);
if (!before || !after) throw new Error('usage: compare-main BEFORE.json AFTER.json');

const comparisons = compareResults(before, after);
const bad: readonly Verdict[] = ['slower', 'gone'];
const count = (verdict: Verdict): number => comparisons.filter((one) => one.verdict === verdict).length;

process.stdout.write(formatHost('before', before) + formatHost('after', after));
for (const comparison of comparisons) {
  if (comparison.verdict !== 'same') process.stdout.write(formatLine(comparison));
}
const verdicts: readonly Verdict[] = ['faster', 'slower', 'same', 'uncertain', 'gone', 'new'];
process.stdout.write(`${verdicts.map((verdict) => `${count(verdict)} ${verdict}`).join(', ')}\n`);
process.exitCode = comparisons.some(({ verdict }) => bad.includes(verdict)) ? 1 : 0;
