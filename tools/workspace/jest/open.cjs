// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

'use strict';

// What is open in this process.

const { readdirSync, readlinkSync } = require('node:fs');

/** What keeps Node running. @returns {string[]} */
function listResources() {
  // Node 17 has it, and the types of Node 18 do not.
  return /** @type {{ getActiveResourcesInfo(): string[] }} */ (
    /** @type {unknown} */ (process)
  ).getActiveResourcesInfo();
}

/**
 * The descriptors of files and devices. Sockets, pipes and /dev/null are also those of what jest starts in between: the
 * process of esbuild.
 * @returns {string[]}
 */
function listDescriptors() {
  return readdirSync('/proc/self/fd').flatMap((number) => {
    const path = readDescriptor(number);
    return path.startsWith('/') && path !== '/dev/null' ? `descriptor ${number}: ${path}` : [];
  });
}

/** @param {string} number */
function readDescriptor(number) {
  try {
    return readlinkSync(`/proc/self/fd/${number}`);
  } catch {
    return ''; // that of the directory, which is closed again
  }
}

module.exports = { listDescriptors, listResources };
