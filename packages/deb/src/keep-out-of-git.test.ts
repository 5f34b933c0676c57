// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: GPL-3.0-or-later

// With the real git.

import { mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { useDirectory, workIn } from '../test/directory.ts';
import { withEnvironment } from '../test/environment.ts';
import { makeCheckout, writeFiles } from '../test/hello.ts';
import { run } from '../test/run.ts';
import { keepOutOfGit } from './keep-out-of-git.ts';

const directory = useDirectory();
workIn(directory);

const list = '.git/info/exclude';
/** The patterns that the checkout has for itself. */
const excluded = (checkout = '.'): string[] =>
  readFileSync(join(checkout, list), 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'));
/** What git would take in. */
const untracked = (checkout = '.'): string[] =>
  run('git', ['ls-files', '-z', '--others', '--exclude-standard'], checkout).split('\0').filter(Boolean);

test('git passes over the path, from the top of its checkout on', async () => {
  makeCheckout(directory(), { 'deep/file': '' });
  process.chdir('deep');
  await keepOutOfGit('packages/new');
  process.chdir('..');
  expect(excluded()).toEqual(['/deep/packages/new']);
  writeFiles('.', { 'deep/packages/new/x.deb': '', 'packages/new/x.deb': '' });
  expect(untracked()).toEqual(['packages/new/x.deb']);
});

test('the checkout is that of the path, not that of the working directory', async () => {
  for (const name of ['here', 'there']) {
    mkdirSync(name);
    makeCheckout(name, {});
  }
  process.chdir('here');
  await keepOutOfGit('../there/not/yet');
  expect(excluded()).toEqual([]);
  expect(excluded('../there')).toEqual(['/not/yet']);
});

test('no character of a path is a pattern', async () => {
  makeCheckout(directory(), {});
  const path = 'a*b?c[d]e\\f g';
  await keepOutOfGit(path);
  writeFiles('.', { [`${path}/key`]: '', 'aXbXcde\\f g/key': '' });
  expect(untracked()).toEqual(['aXbXcde\\f g/key']);
});

test('a suffix is a pattern', async () => {
  makeCheckout(directory(), {});
  await keepOutOfGit('.apt-', '??????*');
  expect(excluded()).toEqual(['/.apt-??????*']);
  writeFiles('.', { '.apt-abcdef/x': '', '.apt-abcdefgh/x': '', '.apt-abc/x': '' });
  expect(untracked()).toEqual(['.apt-abc/x']);
  // The pattern is there already.
  await keepOutOfGit('.apt-', '??????*');
  expect(excluded()).toEqual(['/.apt-??????*']);
});

test('what git tracks, or passes over already, is left alone', async () => {
  makeCheckout(directory(), { '.gitignore': '*.ignored\n', 'packages/x.deb': '', '[a]': '' });
  for (const path of ['packages', 'packages/x.deb', '[a]', 'keys.ignored']) {
    await keepOutOfGit(path);
  }
  expect(excluded()).toEqual([]);
  // git would take the name of this one for a pattern that a tracked file matches.
  await keepOutOfGit('packages/[x].deb');
  expect(excluded()).toEqual(['/packages/\\[x].deb']);
});

test('the list is made if the checkout has none, and is that of all its worktrees', async () => {
  mkdirSync('first');
  makeCheckout('first', {});
  rmSync('first/.git/info', { recursive: true });
  run('git', ['worktree', 'add', '--quiet', '../second'], 'first');
  await keepOutOfGit('second/keys');
  expect(excluded('first')).toEqual(['/keys']);
  writeFileSync('second/keys', '');
  expect(untracked('second')).toEqual([]);
});

test('a path that leads through a link is kept out where it leads', async () => {
  makeCheckout(join(directory(), 'checkout'), { 'deep/file': '' });
  symlinkSync('checkout', 'link');
  symlinkSync('deep', 'checkout/short');
  await keepOutOfGit('link/keys');
  await keepOutOfGit('checkout/short/keys');
  expect(excluded('checkout')).toEqual(['/keys', '/deep/keys']);
  // A link that is the path itself is what git sees.
  await keepOutOfGit('checkout/short');
  expect(excluded('checkout')).toEqual(['/keys', '/deep/keys', '/short']);
});

test('a checkout does not keep itself out, and outside of one nothing happens', async () => {
  mkdirSync('checkout');
  makeCheckout('checkout', {});
  await keepOutOfGit('checkout');
  await keepOutOfGit('elsewhere');
  await keepOutOfGit('checkout/../elsewhere/deep');
  expect(excluded('checkout')).toEqual([]);
});

test('a checkout that the environment names may be elsewhere, or the path itself', async () => {
  mkdirSync('checkout');
  makeCheckout('checkout', {});
  const checkout = join(directory(), 'checkout');
  await withEnvironment({ GIT_DIR: join(checkout, '.git'), GIT_WORK_TREE: checkout }, async () => {
    await keepOutOfGit('elsewhere');
    await keepOutOfGit('checkout');
  });
  expect(excluded('checkout')).toEqual([]);
});
