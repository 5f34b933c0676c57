// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

'use strict';

// A test file fails where it leaves something open: a descriptor, or what keeps Node running (a timer, a watcher, a server, a
// child process). jest by itself waits for it for ever, or kills its worker and passes.

const { setTimeout } = require('node:timers/promises');

const { TestEnvironment } = require('jest-environment-node');

const { listDescriptors, listResources } = require('./open.cjs');

/** What is being closed when the last test ends has this long. */
const GRACE_MS = 2000;

const listOpen = () => [...listResources(), ...listDescriptors()];

/**
 * What there is more of after than before.
 * @param {readonly string[]} before
 * @param {readonly string[]} after
 */
function findLeft(before, after) {
  const left = [...after];
  for (const one of before) {
    const index = left.indexOf(one);
    if (index >= 0) {
      left.splice(index, 1);
    }
  }
  return left;
}

class ClosedEnvironment extends TestEnvironment {
  /** @type {string[]} */
  #before = [];

  /** @override */
  async setup() {
    await super.setup();
    this.#before = listOpen();
  }

  /** @override */
  async teardown() {
    const deadline = Date.now() + GRACE_MS;
    let left = findLeft(this.#before, listOpen());
    while (left.length > 0 && Date.now() < deadline) {
      await setTimeout(20);
      left = findLeft(this.#before, listOpen());
    }
    await super.teardown();
    if (left.length > 0) {
      throw new Error(`the tests are over, and left open: ${left.join(', ')}`);
    }
  }
}

module.exports = ClosedEnvironment;
