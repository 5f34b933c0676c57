// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

// A release of a clone, which publishes to a registry of its own.

import assert from 'node:assert/strict';
import { appendFileSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { setMaintainer } from './address.mjs';
import { readVersion } from './checkout.mjs';
import { findFreePort, installRegistry, startRegistry } from './local-registry.mjs';
import { ask, read, run } from './run.mjs';
import { step } from './steps.mjs';

const SCOPE = '@u-dma-buf-mgr';
/** In the order in which they are published. */
const packages = ['protocol', 'client', 'cli', 'deb'].map((name) => `${SCOPE}/${name}`);
/** What programs import. */
const modules = [`${SCOPE}/protocol`, `${SCOPE}/client`, `${SCOPE}/client/testing`];
const BREAK_AT = 2;
/** Beside the clone. */
const KEY_HOME = '../keys';
/** @type {[program: string, ...words: string[]]} */
const RELEASE = [
  'tools/release/run',
  ...['--tests', 'true', '--repository', 'https://example.com/u-dma-buf-mgr', '--key-home', KEY_HOME],
];

/** @param {string} checkout */
export async function rehearse(checkout) {
  const work = join(checkout, 'build/rehearsal');
  const program = join(checkout, 'build/registry');
  const copy = join(work, 'checkout');
  const storage = join(work, 'registry');
  const port = await findFreePort();
  const start = (/** @type {string[]} */ ...refused) => startRegistry(program, storage, port, refused);
  rmSync(work, { recursive: true, force: true });
  standInForPeople();
  await step('Install the registry', () => installRegistry(program));
  await step('Clone the last commit', () => cloneCheckout(checkout, copy, port));
  await step('Make a key', () => makeKey(join(copy, KEY_HOME)));
  let registry = await start(packages[BREAK_AT] ?? '');
  try {
    await step('Release, and break off half-way', () => breakOff(copy, registry));
    const before = await describePackages(registry);
    await registry.stop();
    registry = await start();
    await step('Go on', () => run(copy, ...RELEASE));
    await step('Look at what was published and tagged', async () =>
      checkRelease(copy, before, await describePackages(registry)),
    );
    await step('Install it, use it, uninstall it', () => tryPackages(registry.url, readVersion(copy)));
  } finally {
    await registry.stop();
  }
}

/** Whoever commits, and that no CI vouches for a package. */
function standInForPeople() {
  for (const role of ['AUTHOR', 'COMMITTER']) {
    process.env[`GIT_${role}_NAME`] = 'rehearsal';
    process.env[`GIT_${role}_EMAIL`] = 'rehearsal@rehearsal.invalid';
  }
  delete process.env['CI'];
}

/**
 * With a change to release, and an npm configuration for which our packages, and only those, are in the registry.
 * @param {string} checkout
 * @param {string} copy
 * @param {number} port
 */
function cloneCheckout(checkout, copy, port) {
  run(checkout, 'git', 'clone', '--quiet', '.', copy);
  const change = `---\n'${SCOPE}/cli': patch\n---\n\nA rehearsal.\n`;
  writeFileSync(join(copy, '.changeset/rehearsal.md'), change);
  const address = `127.0.0.1:${port}/`;
  // npm publishes with a token only; the registry takes any.
  appendFileSync(join(copy, '.npmrc'), `${SCOPE}:registry=http://${address}\n//${address}:_authToken=rehearsal\n`);
  setMaintainer(copy, 'A rehearsal <rehearsal@example.com>');
  run(copy, 'git', 'add', '--all', '.');
  run(copy, 'git', 'commit', '--quiet', '--message', 'Rehearse');
}

/** @param {string} home */
function makeKey(home) {
  mkdirSync(home, { mode: 0o700 });
  const unguarded = ['--pinentry-mode', 'loopback', '--passphrase', ''];
  run(home, 'gpg', '--homedir', '.', '--batch', ...unguarded, '--quick-generate-key', 'rehearsal', 'ed25519', 'sign');
  run(home, 'gpg', '--homedir', '.', '--batch', '--export', '--output', 'public.gpg');
}

/** @typedef {Awaited<ReturnType<typeof startRegistry>>} Registry */

/**
 * What the registry has of each package, in the order of publication.
 * @param {Registry} registry
 * @returns {Promise<unknown[]>}
 */
function describePackages(registry) {
  return Promise.all(packages.map((name) => registry.describe(name)));
}

/**
 * @param {string} copy
 * @param {Registry} registry that refuses one of the packages
 */
async function breakOff(copy, registry) {
  const commit = read(copy, 'git', 'rev-parse', 'HEAD');
  assert.throws(() => run(copy, ...RELEASE), /^Error: tools\/release\/run --tests true .* failed/);
  const published = (await describePackages(registry)).map((found) => found !== undefined);
  assert.deepEqual(
    published,
    packages.map((_, index) => index < BREAK_AT),
  );
  assert.equal(read(copy, 'git', 'rev-parse', 'HEAD'), commit);
  assert.equal(read(copy, 'git', 'tag'), '');
}

/**
 * @param {string} copy
 * @param {readonly unknown[]} before what was published when the release broke off
 * @param {readonly unknown[]} after
 */
function checkRelease(copy, before, after) {
  assert.deepEqual(after.slice(0, BREAK_AT), before.slice(0, BREAK_AT), 'a package was published twice');
  assert.ok(after.every((found) => found !== undefined));
  assert.equal(read(copy, 'git', 'tag', '--points-at', 'HEAD'), `v${readVersion(copy)}`);
  assert.equal(read(copy, 'git', 'status', '--porcelain'), '');
  const products = join(copy, 'build/release/debian');
  const signed = readdirSync(products).filter((name) => /\.(?:dsc|changes)$/.test(name));
  assert.ok(signed.some((name) => name.endsWith('_source.changes')));
  signed.forEach((name) => run(products, 'gpgv', '--keyring', join(copy, KEY_HOME, 'public.gpg'), name));
  const { status, stderr } = ask(copy, ...RELEASE);
  assert.deepEqual({ status, stderr }, { status: 1, stderr: 'release: there are no changesets: nothing to release' });
  console.log(`${packages.length} packages were published once, and v${readVersion(copy)} is the checkout's commit`);
}

/**
 * In an empty directory, where npm knows nothing but the registry.
 * @param {string} url
 * @param {string} version
 */
function tryPackages(url, version) {
  const directory = mkdtempSync(join(tmpdir(), 'u-dma-buf-mgr-rehearsal-'));
  const options = ['--registry', url, '--cache', join(directory, 'cache')];
  const user = join(directory, 'user');
  mkdirSync(user);
  run(user, 'npm', 'install', ...options, ...packages.map((name) => `${name}@${version}`));
  assert.equal(sayVersion(user, 'u-dma-buf-mgr').split(' ')[1], version);
  assert.equal(sayVersion(user, 'u-dma-buf-mgr-deb'), version);
  modules.forEach((name) => importBothWays(user, name));
  run(user, 'npm', 'uninstall', ...options, ...packages);
  const left = [...packages, '.bin/u-dma-buf-mgr'].filter((name) => existsSync(join(user, 'node_modules', name)));
  assert.deepEqual(left, [], 'npm uninstall leaves something');
  rmSync(directory, { recursive: true });
}

/**
 * @param {string} user
 * @param {string} command
 */
function sayVersion(user, command) {
  const text = read(user, join(user, 'node_modules/.bin', command), '--version');
  console.log(`${command} --version: ${text}`);
  return text;
}

/**
 * @param {string} user
 * @param {string} name
 */
function importBothWays(user, name) {
  const print = 'console.log(Object.keys(exported).sort().join(" "))';
  const imported = read(user, 'node', '--input-type=module', '--eval', `import * as exported from '${name}'; ${print}`);
  const required = read(user, 'node', '--eval', `const exported = require('${name}'); ${print}`);
  assert.notEqual(imported, '');
  assert.equal(required, imported);
  console.log(`${name}: ${imported.split(' ').length} exports by import and by require`);
}
