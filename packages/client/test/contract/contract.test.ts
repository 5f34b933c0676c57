// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import { listBuffersSync } from '../../src/index.ts';
import { contract } from './index.ts';
import { armBoard, makeTestSubject, pc } from './subject.ts';

// tools/suites/client/run has the running kernel keep the same contract.

describe.each([
  ['a PC', pc, {}],
  ['an ARM board', armBoard, {}],
  ['an ARM board that forgives nothing, and tells nothing', armBoard, { strict: false }],
  ['an ARM board with small caches', armBoard, { strict: false, evictions: 19 }],
])('the in-memory machine as %s', (_, traits, options) => {
  test.each(contract)('$title', async ({ check }) => {
    const subject = makeTestSubject(traits, options);
    await check(subject);
    expect(listBuffersSync({ machine: subject.machine })).toEqual([]);
  });
});
