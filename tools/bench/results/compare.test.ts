// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import { compareResults, compareSeries } from './compare.ts';
import { makeResults } from './results.ts';
import type { Series } from './results.ts';

const time = (...samples: number[]): Series => ({ machine: 'm', figure: 'f', subject: 's', unit: 'us', samples });
const count = (...samples: number[]): Series => ({ ...time(...samples), unit: 'instructions' });

describe('compareSeries', () => {
  it.each([
    ['2.5 % fewer instructions', count(1000), count(975), 'faster'],
    ['2.5 % more instructions', count(1000), count(1025), 'slower'],
    ['1 % more', count(1000), count(1010), 'same'],
    ['time beyond the spread', time(99, 100, 101), time(109, 110, 111), 'slower'],
    ['time within the spread', time(90, 100, 110), time(98, 108, 118), 'same'],
    ['too few samples of time', time(100), time(200), 'uncertain'],
    ['samples that were there', time(1, 1, 1), time(), 'gone'],
    ['samples that were not there', time(), time(1, 1, 1), 'new'],
    ['what both lack', time(), time(), 'same'],
  ])('%s', (_, before, after, verdict) => {
    expect(compareSeries(before, after).verdict).toBe(verdict);
  });
});

describe('compareResults', () => {
  it('compares what is of the same name, whatever the order', () => {
    const other = { ...count(10), figure: 'other' };
    const before = makeResults('modules', {}, [count(100), other]);
    const after = makeResults('modules', {}, [other, { ...count(5), subject: 'third' }, count(50)]);
    const verdicts = compareResults(before, after).map(({ ratio, verdict }) => [ratio, verdict]);
    expect(verdicts).toEqual([
      [0.5, 'faster'],
      [1, 'same'],
      [1, 'new'],
    ]);
  });
});
