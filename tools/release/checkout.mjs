// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

// The checkout that a release is made from, and the clone of it that it is made in.

import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

import { ask, read, run } from './run.mjs';

/**
 * The commit to release.
 * @param {string} checkout
 */
export function lookAtCheckout(checkout) {
  if (read(checkout, 'git', 'status', '--porcelain') !== '') {
    throw new Error('the tree has changes that are not committed');
  }
  if (!readdirSync(join(checkout, '.changeset')).some((name) => name.endsWith('.md'))) {
    throw new Error('there are no changesets: nothing to release');
  }
  run(checkout, 'tools/release/version', '--check');
  return read(checkout, 'git', 'rev-parse', 'HEAD');
}

/**
 * A commit of the next version in a fresh clone, with the npm packages that its lock file names.
 * @param {string} checkout
 * @param {string} clone
 */
export function takeChangesets(checkout, clone) {
  rmSync(clone, { recursive: true, force: true });
  run(checkout, 'git', 'clone', '--quiet', '.', clone);
  run(clone, 'npm', 'ci', '--prefer-offline');
  run(clone, 'npm', 'run', '--silent', 'next-version');
  run(clone, 'git', 'add', '--all', '.');
  run(clone, 'git', 'commit', '--quiet', '--message', `Version ${readVersion(clone)}`);
}

/** @param {string} directory */
export function readVersion(directory) {
  return read(directory, 'tools/release/version');
}

/**
 * @param {string} checkout
 * @param {string} clone
 * @param {string} tag
 */
export function checkTag(checkout, clone, tag) {
  const { status, stdout } = ask(checkout, 'git', 'rev-parse', '--verify', '--quiet', `${tag}^{commit}`);
  if (status === 0 && stdout !== read(clone, 'git', 'rev-parse', 'HEAD')) {
    throw new Error(`there is a tag ${tag} of another commit: if that was released, git merge ${tag}`);
  }
}

/**
 * Brings the clone's commit and its tag into the checkout.
 * @param {string} checkout
 * @param {string} clone
 * @param {string} tag
 */
export function bringBack(checkout, clone, tag) {
  run(checkout, 'git', 'fetch', '--quiet', '--no-tags', clone, `HEAD:refs/tags/${tag}`);
  const { status, stderr } = ask(checkout, 'git', 'merge', '--quiet', '--ff-only', tag);
  if (status !== 0) {
    throw new Error(`the checkout has moved on meanwhile: git merge ${tag} (${stderr})`);
  }
}
