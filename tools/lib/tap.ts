// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

// Results in the Test Anything Protocol, for programs that are not run by jest. The first result begins a stream, end()
// ends it with its plan; tools/lib/tap-read reads it.

let passed = 0;
let failed = 0;

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** A result; the remark is for a failure. */
export function result(good: boolean, what: string, remark = ''): void {
  if (passed + failed === 0) {
    say('TAP version 14');
  }
  say(`${good ? 'ok' : 'not ok'} - ${what}`);
  if (good) {
    passed += 1;
  } else {
    failed += 1;
    say(remark.replace(/^/gm, '#   '));
  }
}

/** Runs one test; what it throws is its failure. */
export async function test(what: string, action: () => void | Promise<void>): Promise<void> {
  try {
    await action();
    result(true, what);
  } catch (error) {
    result(false, what, error instanceof Error ? (error.stack ?? error.message) : String(error));
  }
}

/** The plan and the sum; the exit status says whether all went well. */
export function end(): void {
  say(`1..${passed + failed}\n${passed} passed, ${failed} failed, 0 skipped`);
  process.exitCode = passed > 0 && failed === 0 ? 0 : 1;
}
