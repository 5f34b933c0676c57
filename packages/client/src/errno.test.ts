// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import { errnoName } from './errno.ts';

test.each([
  [-122, 'EDQUOT'],
  [-17, 'EEXIST'],
  [-75, 'EOVERFLOW'],
  [-4242, 'errno 4242'],
])('errno %d is %s', (errno, name) => {
  expect(errnoName(Object.assign(new Error('write'), { errno }))).toBe(name);
});

test.each([[new Error('other')], ['text'], [undefined]])('%p has no errno', (error) => {
  expect(errnoName(error)).toBe('');
});
