// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

'use strict';

// main.cjs [PROJECT:TARGET…]: what tools/workspace/undeclared-inputs runs.

const { join } = require('node:path');

const { readCachedTargets } = require('./targets.cjs');
const { traceCommand } = require('./trace.cjs');
const { findUndeclared } = require('./undeclared.cjs');

const root = join(__dirname, '../../..');
const programs = `${join(root, 'node_modules/.bin')}:${process.env['PATH'] ?? ''}`;

/** @param {string[]} names */
async function chooseTargets(names) {
  const targets = await readCachedTargets(root);
  const unknown = names.filter((name) => !targets.some((target) => target.name === name));
  if (unknown.length > 0) {
    throw new Error(`no target whose results are kept: ${unknown.join(', ')}`);
  }
  return names.length === 0 ? targets : targets.filter(({ name }) => names.includes(name));
}

/**
 * A line of TAP, and what is wrong.
 * @param {import('./targets.cjs').Target} target
 */
function check(target) {
  const { status, output, ...accesses } = traceCommand(target.command, join(root, target.directory), programs);
  const undeclared = findUndeclared(target, accesses, root);
  if (status !== 0) {
    return [`not ok - ${target.name} fails`, ...output.trimEnd().split('\n').slice(-40)];
  }
  return undeclared.length === 0
    ? [`ok - ${target.name} declares what it reads`]
    : [`not ok - ${target.name} reads what it does not declare`, ...undeclared];
}

/** @param {string[]} names */
async function main(names) {
  const targets = await chooseTargets(names);
  console.log(`1..${targets.length}`);
  for (const target of targets) {
    const [result = '', ...remarks] = check(target);
    console.log([result, ...remarks.map((line) => `#   ${line}`)].join('\n'));
    if (remarks.length > 0) {
      process.exitCode = 1;
    }
  }
}

main(process.argv.slice(2)).catch((/** @type {unknown} */ error) => {
  console.error(`undeclared-inputs: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
});
