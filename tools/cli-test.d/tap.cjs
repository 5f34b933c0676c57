// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

'use strict';

// Results in the Test Anything Protocol.

const assert = require('node:assert');

let passed = 0;
let failed = 0;

/** Runs one test; what it throws is its failure. */
async function test(what, action) {
  try {
    await action();
    passed += 1;
    console.log(`ok ${passed + failed} - ${what}`);
  } catch (error) {
    failed += 1;
    console.log(`not ok ${passed + failed} - ${what}`);
    console.log(String(error.message).replace(/^/gm, '#   '));
  }
}

/** What a call is to have done; texts are compared, patterns matched, and what is not named need not be said. */
function expectCall(call, { status = 0, stdout = '', stderr = '' }) {
  const said = `said: ${JSON.stringify(call, null, 2)}`;
  for (const [got, wanted] of [
    [call.stdout, stdout],
    [call.stderr, stderr],
  ]) {
    if (wanted instanceof RegExp) {
      assert.ok(wanted.test(got), `wanted ${wanted}; ${said}`);
    } else {
      assert.strictEqual(got, wanted, `wanted ${JSON.stringify(wanted)}; ${said}`);
    }
  }
  assert.strictEqual(call.status, status, `wanted the status ${status}; ${said}`);
}

/** The plan and the sum; the exit status says whether all went well. */
function end() {
  console.log(`1..${passed + failed}\n${passed} passed, ${failed} failed`);
  process.exitCode = passed > 0 && failed === 0 ? 0 : 1;
}

module.exports = { end, expectCall, test };
