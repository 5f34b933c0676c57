// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

// Results in the Test Anything Protocol.

import assert from 'node:assert';

import type { Call } from '../suites/command/command.ts';

let passed = 0;
let failed = 0;

/** A line of the test's output. */
function note(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** Runs one test; what it throws is its failure. */
export async function test(what: string, action: () => void | Promise<void>): Promise<void> {
  try {
    await action();
    passed += 1;
    note(`ok ${passed + failed} - ${what}`);
  } catch (error) {
    failed += 1;
    note(`not ok ${passed + failed} - ${what}`);
    note(String(error instanceof Error ? error.message : error).replace(/^/gm, '#   '));
  }
}

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

/** The plan and the sum; the exit status says whether all went well. */
export function end(): void {
  note(`1..${passed + failed}\n${passed} passed, ${failed} failed`);
  process.exitCode = passed > 0 && failed === 0 ? 0 : 1;
}
