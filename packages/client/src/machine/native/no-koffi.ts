// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import { BufferError } from '../../error.ts';

export function noKoffi(cause: unknown): BufferError {
  return new BufferError({
    code: 'no-koffi',
    message:
      'mapping, exporting, and syncing without write access to /sys need the npm package koffi, which could not be loaded',
    hint: 'npm install koffi@3',
    cause,
  });
}
