// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: GPL-3.0-or-later

import { withoutEpoch } from './epoch.ts';

test.each([
  ['1.2-1', '1.2-1'],
  ['3:1.2-1', '1.2-1'],
  ['12:1.2', '1.2'],
  // An upstream version may have colons after an epoch; a number before one of these is no epoch.
  ['1:1.2:3', '1.2:3'],
  ['1.2:3', '1.2:3'],
])('%s without its epoch is %s', (version, expected) => {
  expect(withoutEpoch(version)).toBe(expected);
});
