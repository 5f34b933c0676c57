// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

// The npm registry, whichever npm is configured for.

import { ask, run } from './run.mjs';

/** @typedef {import('./publication.cjs').Package & { file: string }} Tarball */

/**
 * The integrity of a version that is published.
 * @param {string} directory whose npm configuration counts
 * @param {Tarball} tarball
 * @returns {string | undefined}
 */
export function askRegistry(directory, { name, version }) {
  const { status, stdout, stderr } = ask(directory, 'npm', 'view', '--json', `${name}@${version}`, 'dist.integrity');
  const answer = stdout === '' ? undefined : JSON.parse(stdout);
  if (status === 0) {
    return answer;
  }
  if (answer?.error?.code === 'E404') {
    return undefined;
  }
  throw new Error(`the registry does not say whether it has ${name} ${version}: ${stderr}`);
}

/**
 * @param {string} directory
 * @param {Tarball} tarball
 */
export function publish(directory, { file }) {
  // Only a CI can prove where a package comes from.
  const options = process.env['CI'] ? [] : ['--provenance=false'];
  run(directory, 'npm', 'publish', ...options, file);
}
