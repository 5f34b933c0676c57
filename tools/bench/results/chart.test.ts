// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import { drawChart } from './chart.ts';
import { makeResults } from './results.ts';
import type { Series } from './results.ts';

const series = (figure: string, value: number, limit: number): Series => ({
  machine: 'x86_64',
  figure,
  subject: 'ours',
  unit: 'us',
  samples: [value],
  limit: { name: 'limit', samples: [limit] },
});

const widths = (svg: string): number[] =>
  [...svg.matchAll(/<rect x="[^"]*" y="[^"]*" width="([^"]*)" height="13"/g)].map(([, width]) => Number(width));

describe('drawChart', () => {
  it('draws twice and half as long alike, and four times twice as long', () => {
    const [double, half, four] = widths(
      drawChart(makeResults('modules', {}, [series('a', 2, 1), series('b', 1, 2), series('c', 4, 1)])),
    );
    expect(half).toBeCloseTo(double ?? 0, 0);
    expect(four).toBeCloseTo(2 * (double ?? 0), 0);
  });

  it('escapes names', () => {
    expect(drawChart(makeResults('modules', {}, [series('a < b & c', 2, 1)]))).toContain('>a &lt; b &amp; c<');
  });

  it('leaves out what has no limit or no samples', () => {
    const lacking: Series = { ...series('b', 1, 1), samples: [], lacks: 'no CMA' };
    expect(widths(drawChart(makeResults('modules', {}, [series('a', 2, 1), lacking])))).toHaveLength(1);
  });
});
