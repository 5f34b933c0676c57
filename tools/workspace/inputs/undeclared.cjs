// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

'use strict';

const { relative } = require('node:path');

/**
 * What needs no declaration: files outside the workspace, and those that a declared file decides. package-lock.json says what
 * node_modules has, tools/workspace/node-versions what build/node has, tools/workspace/runtimes what build/runtimes has, and the
 * packaging tool finds what it has built by the contents of all sources.
 */
const DECIDED = /^\.\.|(?:^|\/)node_modules\/|^\.(?:git|nx)(?:$|\/)|^build\/(?:node|runtimes|deb\/cache)\//;

/**
 * The files of the workspace that a target read and does not declare.
 * @param {Pick<import('./targets.cjs').Target, 'inputs' | 'products'>} target
 * @param {import('./trace.cjs').Accesses} accesses
 * @param {string} root the top of the workspace
 * @returns {string[]}
 */
function findUndeclared({ inputs, products }, { read, written }, root) {
  return [...read]
    .filter((path) => !written.has(path))
    .map((path) => relative(root, path))
    .filter((path) => !DECIDED.test(path) && !inputs.has(path))
    .filter((path) => !products.some((product) => `${path}/`.startsWith(`${product}/`)))
    .sort();
}

module.exports = { findUndeclared };
