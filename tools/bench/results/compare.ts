// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

// Two results of the same benchmark, figure by figure.

import type { Results, Series } from './results.ts';
import { median, spread } from './statistics.ts';

export type Verdict = 'faster' | 'slower' | 'same' | 'uncertain' | 'gone' | 'new';

export interface Comparison {
  readonly before?: Series;
  readonly after?: Series;
  /** After, as a multiple of before; 1 where there is nothing to compare. */
  readonly ratio: number;
  /** How much the ratio has to differ from 1 to count. */
  readonly needed: number;
  readonly verdict: Verdict;
}

/** A smaller change is of no interest, however certain it is. */
const INTERESTING = 0.02;

/** Changes within so many spreads happen without any reason. */
const SPREADS = 3;

/** From fewer samples of time nothing is known about their spread. */
const ENOUGH_SAMPLES = 3;

export function compareResults(before: Results, after: Results): Comparison[] {
  const rest = new Map(after.series.map((series) => [keyOf(series), series]));
  const compared = before.series.map((series) => {
    const other = rest.get(keyOf(series));
    rest.delete(keyOf(series));
    return compareSeries(series, other);
  });
  return [...compared, ...[...rest.values()].map((series) => compareSeries(undefined, series))];
}

function keyOf({ machine, figure, subject, unit }: Series): string {
  return [machine, figure, subject, unit].join('\t');
}

export function compareSeries(before: Series | undefined, after: Series | undefined): Comparison {
  const nothing = { ...(before && { before }), ...(after && { after }), ratio: 1, needed: 0 };
  if (!before?.samples.length) return { ...nothing, verdict: after?.samples.length ? 'new' : 'same' };
  if (!after?.samples.length) return { ...nothing, verdict: 'gone' };
  const ratio = median(after.samples) / median(before.samples);
  const needed = Math.max(INTERESTING, SPREADS * Math.max(spread(before.samples), spread(after.samples)));
  const known =
    before.unit === 'instructions' || Math.min(before.samples.length, after.samples.length) >= ENOUGH_SAMPLES;
  return { before, after, ratio, needed, verdict: known ? judge(ratio, needed) : 'uncertain' };
}

function judge(ratio: number, needed: number): Verdict {
  if (Math.abs(ratio - 1) <= needed) return 'same';
  return ratio < 1 ? 'faster' : 'slower';
}
