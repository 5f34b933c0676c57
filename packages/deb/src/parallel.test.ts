// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: GPL-3.0-or-later

import { setTimeout } from 'node:timers/promises';
import { mapFew, mapSettled } from './parallel.ts';

test('no more than the limit is under way, results keep their order, a failure stops nothing', async () => {
  let underWay = 0;
  let most = 0;
  const results = await mapSettled([30, 10, 20, 0], 2, async (delay) => {
    most = Math.max(most, ++underWay);
    await setTimeout(delay);
    underWay--;
    if (delay === 10) {
      throw new Error('ten');
    }
    return delay;
  });
  expect(most).toBe(2);
  expect(results).toEqual([
    { status: 'fulfilled', value: 30 },
    { status: 'rejected', reason: new Error('ten') },
    { status: 'fulfilled', value: 20 },
    { status: 'fulfilled', value: 0 },
  ]);
});

test('results keep their order, and the first failure is thrown when all has ended', async () => {
  expect(await mapFew([20, 0, 10], (delay) => setTimeout(delay, delay))).toEqual([20, 0, 10]);
  let ended = 0;
  const failing = mapFew([20, 1, 2], async (delay) => {
    await setTimeout(delay);
    ended++;
    if (delay < 10) {
      throw new Error(String(delay));
    }
  });
  await expect(failing).rejects.toThrow('1');
  expect(ended).toBe(3);
});
