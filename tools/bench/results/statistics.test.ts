// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import { median, spread } from './statistics.ts';

describe('median', () => {
  it('is the one in the middle, by value', () => expect(median([100, 9, 20])).toBe(20));
  it('is the mean of the two in the middle', () => expect(median([4, 1, 3, 100])).toBe(3.5));
  it('is itself for one', () => expect(median([7])).toBe(7));
  it('does not exist for none', () => expect(() => median([])).toThrow(RangeError));
  it('leaves the samples as they are', () => {
    const samples = [3, 1, 2];
    median(samples);
    expect(samples).toEqual([3, 1, 2]);
  });
});

describe('spread', () => {
  it('is a part of the median', () => expect(spread([90, 100, 110])).toBeCloseTo(0.1));
  it('does not mind one that is far off', () => expect(spread([99, 100, 101, 100, 5000])).toBeCloseTo(0.01));
  it('is nothing for one sample', () => expect(spread([5])).toBe(0));
  it('is nothing where all is nothing', () => expect(spread([0, 0])).toBe(0));
});
