// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: GPL-3.0-or-later

import { formatSize, startClock } from './report.ts';

afterEach(() => jest.restoreAllMocks());

test('the clock tells the seconds since it was started', () => {
  const now = jest.spyOn(performance, 'now').mockReturnValue(5000);
  const clock = startClock();
  expect(clock()).toBe('0.0 s');
  now.mockReturnValue(6260);
  expect(clock()).toBe('1.3 s');
});

test('sizes are in KiB', () => {
  expect(formatSize(1536)).toBe('1.5 KiB');
});
