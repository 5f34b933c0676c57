// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import { isBufferName } from './name.ts';

test.each(['a', '0', 'Z', 'a.b_c@d:e+f-g', 'n'.repeat(63)])('%s is a name', (text) => {
  expect(isBufferName(text)).toBe(true);
});

test.each(['', '.a', '_a', '-a', '+', 'a/b', 'a b', 'a,b', 'é', 'aé', 'n'.repeat(64)])('%p is none', (text) => {
  expect(isBufferName(text)).toBe(false);
});
