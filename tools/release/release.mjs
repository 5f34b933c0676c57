// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

// What tools/release/run does.

import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

import { isNowhere, withoutMaintainer } from './address.mjs';
import { bringBack, checkTag, lookAtCheckout, readVersion, takeChangesets } from './checkout.mjs';
import { buildDebianPackages, buildNpmPackages, readTarballs, showProducts } from './products.mjs';
import { findUnpublished } from './publication.cjs';
import { askRegistry, publish } from './registry.mjs';
import { rehearse } from './rehearse.mjs';
import { run } from './run.mjs';
import { openSteps, step } from './steps.mjs';

const checkout = fileURLToPath(new URL('../..', import.meta.url));
const work = join(checkout, 'build/release');
const clone = join(work, 'tree');
const npm = join(work, 'npm');
const debian = join(work, 'debian');

/** @param {{ dryRun: boolean, tests: string, repository: string, keyHome: string }} options */
async function release({ dryRun, tests, repository, keyHome }) {
  if (!dryRun && repository === '' && isNowhere(checkout)) {
    throw new Error('the packages do not say where the project is: tools/release/address URL, or --repository URL');
  }
  const [unanswered] = dryRun ? [] : withoutMaintainer(checkout);
  if (unanswered !== undefined) {
    throw new Error(`${unanswered} names a maintainer in .invalid: tools/release/address URL "NAME <ADDRESS>"`);
  }
  // Before the tests, which take their time.
  if (keyHome !== '' && !existsSync(keyHome)) {
    throw new Error(`--key-home: ${keyHome} is not there`);
  }
  // What is released has been tested and built, not remembered.
  process.env['NX_SKIP_NX_CACHE'] = 'true';
  let commit = '';
  await step('Look at the tree', () => {
    commit = lookAtCheckout(checkout);
  });
  const steps = openSteps(work, commit);
  await steps.once('Test it', tests, () => runTests(tests));
  await steps.once('Take the changesets', '', () => takeChangesets(checkout, clone));
  await steps.once('Build the npm packages', repository, () => buildNpmPackages(clone, npm, repository));
  await steps.once('Build the Debian packages', keyHome, () => buildDebianPackages(clone, debian, keyHome));
  const version = readVersion(clone);
  await step(`What version ${version} is`, () => showProducts(clone, npm, debian));
  if (dryRun) {
    console.log(`\nA dry run: nothing was published. All of it is in ${work}`);
    return;
  }
  await step(`Publish version ${version}`, () => publishAll(`v${version}`));
  await step('Bring its commit and tag here', () => bringBack(checkout, clone, `v${version}`));
}

/** @param {string} tests */
function runTests(tests) {
  try {
    run(checkout, 'bash', '-c', tests);
  } catch {
    throw new Error(`the tests fail: ${tests}`);
  }
}

/** @param {string} tag */
function publishAll(tag) {
  checkTag(checkout, clone, tag);
  const tarballs = readTarballs(clone, npm);
  const missing = findUnpublished(tarballs, (tarball) => askRegistry(clone, tarball));
  for (const tarball of tarballs) {
    if (missing.includes(tarball)) {
      publish(clone, tarball);
    } else {
      console.log(`${tarball.name} ${tarball.version} is in the registry already`);
    }
  }
}

const usage = `usage: release [--dry-run] [--tests COMMAND] [--repository URL] [--key-home DIR]
       release rehearse`;

function readOptions() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: {
        'dry-run': { type: 'boolean', default: false },
        tests: { type: 'string', default: 'tools/test' },
        repository: { type: 'string', default: '' },
        'key-home': { type: 'string' },
      },
    });
  } catch {
    throw new Error(usage);
  }
}

try {
  const { values, positionals } = readOptions();
  if (positionals.length === 0) {
    const keyHome = values['key-home'] === undefined ? '' : resolve(values['key-home']);
    await release({ ...values, dryRun: values['dry-run'], keyHome });
  } else if (process.argv.length === 3 && positionals[0] === 'rehearse') {
    await rehearse(checkout);
  } else {
    throw new Error(usage);
  }
} catch (error) {
  console.error(`release: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
}
