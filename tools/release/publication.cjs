// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

'use strict';

/**
 * @typedef {object} Package
 * @property {string} name
 * @property {string} version
 * @property {string} integrity of its tarball
 */

/**
 * The packages that are still to be published. What is published cannot be changed, so that nothing is published where
 * the registry has another package of the same version.
 * @template {Package} T
 * @param {readonly T[]} packages
 * @param {(each: T) => string | undefined} askRegistry the integrity of what is published
 * @returns {T[]}
 */
function findUnpublished(packages, askRegistry) {
  const found = packages.map((each) => ({ each, published: askRegistry(each) }));
  const other = found.filter(({ each, published }) => published !== undefined && published !== each.integrity);
  if (other.length > 0) {
    const names = other.map(({ each }) => `${each.name} ${each.version}`).join(', ');
    throw new Error(
      `the registry has ${names} with other contents. A version that is published in part is finished from the commit ` +
        'that it began with: check that out',
    );
  }
  return found.filter(({ published }) => published === undefined).map(({ each }) => each);
}

module.exports = { findUnpublished };
