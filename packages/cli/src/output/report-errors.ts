// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import { BufferError } from '@u-dma-buf-mgr/client';

import { report } from './output.ts';

/** What keeps every command from being sent, whichever buffer is meant. */
const general: readonly string[] = ['not-loaded', 'permission'];

/** Gives what reports the errors of several commands: each, but what is true of all of them once. */
export function errorReporter(say = report): (error: Error & { readonly hint: string | undefined }) => void {
  const said = new Set<string>();
  return (error) => {
    const code = error instanceof BufferError && general.includes(error.code) ? error.code : undefined;
    if (code === undefined || !said.has(code)) {
      say(error.message, error.hint);
    }
    if (code !== undefined) {
      said.add(code);
    }
  };
}
