// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import { makeResults } from './results.ts';
import type { Series } from './results.ts';
import { formatTable, formatValue } from './table.ts';

const series = (subject: string, ...samples: number[]): Series => ({
  machine: 'm',
  figure: 'open',
  subject,
  unit: 'us',
  samples,
  limit: { name: '/dev/null', samples: [2] },
});

const lines = (...all: Series[]): string[] =>
  formatTable(makeResults('modules', {}, all))
    .trimEnd()
    .split('\n');

test.each([
  [0.0123, 'us', '12.3 ns'],
  [3.14159, 'us', '3.14 us'],
  [9999, 'us', '9999 us'],
  [59_200, 'us', '59.2 ms'],
  [44_600_000, 'us', '44.6 s'],
  [1496, 'instructions', '1496'],
  [63_420, 'instructions', '63.4 k'],
] as const)('%d %s is %s', (value, unit, text) => {
  expect(formatValue(value, unit)).toBe(text);
});

describe('formatTable', () => {
  it('has the median, its spread and the ratio to the limit', () => {
    expect(lines(series('ours', 5, 4, 6))[2]).toMatch(
      /^open +5\.00 us +±20\.0 % +2\.00 us +2\.50 +limit: \/dev\/null$/,
    );
  });

  it('compares with the first, where there are several', () => {
    expect(lines(series('ours', 4), series('theirs', 6))[3]).toMatch(/^open: theirs .* 3\.00 +1\.50 /);
  });

  it('has the ratio to the floor, where there is one', () => {
    expect(lines({ ...series('ours', 5), floor: { name: 'calls', samples: [4] } })[2]).toMatch(/ 2\.50 +1\.25 +limit/);
  });

  it('says what one lacks, and what was not measured', () => {
    const other = { ...series('theirs', 1), figure: 'export' };
    const text = lines({ ...series('ours'), lacks: 'Inappropriate ioctl' }, series('theirs', 1), other).join('\n');
    expect(text).toMatch(/open: ours .*lacks it: Inappropriate ioctl/);
    expect(text).toMatch(/export: ours .*lacks it: not measured/);
  });
});
