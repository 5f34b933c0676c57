// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import assert from 'node:assert';

import type { Call } from './command.ts';

/** What a call is to have done. A text is compared, a pattern matched; without one, nothing was to be said. */
export interface Expected {
  readonly status?: number;
  readonly stdout?: string | RegExp;
  readonly stderr?: string | RegExp;
}

export function expectCall(call: Call, { status = 0, stdout = '', stderr = '' }: Expected): void {
  const said = `said: ${JSON.stringify(call, null, 2)}`;
  const compare = (got: string, wanted: string | RegExp): void => {
    const right = typeof wanted === 'string' ? got === wanted : wanted.test(got);
    assert.ok(right, `wanted ${typeof wanted === 'string' ? JSON.stringify(wanted) : String(wanted)}; ${said}`);
  };
  compare(call.stdout, stdout);
  compare(call.stderr, stderr);
  assert.strictEqual(call.status, status, `wanted the status ${status}; ${said}`);
}
