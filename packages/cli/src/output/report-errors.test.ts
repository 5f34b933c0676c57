// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import { BufferError } from '@u-dma-buf-mgr/client';
import type { BufferErrorCode } from '@u-dma-buf-mgr/client';

import { errorReporter } from './report-errors.ts';

test('what is true of all commands is said once, what is of one buffer each time', () => {
  const said: string[] = [];
  const reportError = errorReporter((message) => said.push(message));
  const errors: [BufferErrorCode, string][] = [
    ['not-loaded', 'cannot create a'],
    ['busy', 'cannot delete b'],
    ['not-loaded', 'cannot create c'],
    ['busy', 'cannot delete d'],
  ];
  errors.forEach(([code, message]) => reportError(new BufferError({ code, message })));
  expect(said).toEqual(['cannot create a', 'cannot delete b', 'cannot delete d']);
});
