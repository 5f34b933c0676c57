// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

'use strict';

// Runs the built command again and again in one process: an emulated machine takes seconds to start Node.

const fs = require('node:fs');
const { setImmediate } = require('node:timers');

const bundle = process.env.CLI ?? '/cli/u-dma-buf-mgr';
const source = fs.readFileSync(bundle, 'utf8').replace(/^#!.*/, '');
const { writeSync } = fs;
const [STDOUT, STDERR] = [1, 2];

/** What a call printed, and its status. */
async function cli(...words) {
  const said = { [STDOUT]: [], [STDERR]: [] };
  fs.writeSync = (descriptor, bytes, ...rest) => {
    const kept = said[descriptor];
    if (kept === undefined) {
      return writeSync(descriptor, bytes, ...rest);
    }
    kept.push(Buffer.from(bytes).subarray(rest[0] ?? 0));
    return kept.at(-1).length;
  };
  process.argv = [process.argv[0], bundle, ...words];
  process.exitCode = undefined;
  try {
    new Function('require', '__filename', source)(require, bundle);
    while (process.exitCode === undefined) {
      await new Promise(setImmediate);
    }
  } finally {
    fs.writeSync = writeSync;
  }
  const status = process.exitCode;
  process.exitCode = undefined;
  return { status, stdout: Buffer.concat(said[STDOUT]).toString(), stderr: Buffer.concat(said[STDERR]).toString() };
}

module.exports = { cli };
