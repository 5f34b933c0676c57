// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

'use strict';

// After the last test file. Where something that a file left open keeps jest running, this ends it, with a failure.

const { setTimeout } = require('node:timers');

const { listResources } = require('./open.cjs');

const GRACE_MS = 3000;

module.exports = async function endOpen() {
  // It does not keep Node running itself: so it comes to be only where something else does.
  setTimeout(() => {
    console.error(`jest is done, and something is left open: ${listResources().join(', ')}`);
    process.exit(1);
  }, GRACE_MS).unref();
};
