// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: GPL-3.0-or-later

// Runs of the built tool that are at work on one repository at the same time, and runs that are killed.

import { execFile, spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { promisify } from 'node:util';
import { useDirectory } from './directory.ts';
import { makePackage } from './make-package.ts';
import { run, tool } from './run.ts';

const directory = useDirectory();
const file = (name: string): string => join(directory(), name);
const make = (name: string): string => makePackage(directory(), { Package: name });

function words(...more: string[]): string[] {
  return ['repo', '--out', file('x'), '--key-home', file('keys'), '--name', 'x', ...more];
}

/** The packages of the repository, as an index that is signed has them. */
function readPackages(): string[] {
  run('gpgv', ['--keyring', file('x/x.gpg'), file('x/dists/stable/InRelease')]);
  const index = readFileSync(file('x/dists/stable/main/binary-amd64/Packages'));
  const sum = run('sha256sum', [file('x/dists/stable/main/binary-amd64/Packages')]).slice(0, 64);
  expect(readFileSync(file('x/dists/stable/InRelease'), 'utf8')).toContain(sum);
  const names = [...index.toString().matchAll(/^Package: (.*)$/gm)].map((match) => match[1] ?? '');
  return names.filter((name) => name !== 'x-archive-keyring').sort();
}

/** Processes that name the directory of the test. */
function processes(): string[] {
  return run('ps', ['-eo', 'args'])
    .split('\n')
    .filter((line) => line.includes(directory()));
}

const states = (): string[] => readdirSync(directory()).filter((name) => name.startsWith('.x-'));

test('six that put packages beside those that are there lose none', async () => {
  run(tool, words(make('base')));
  const names = [1, 2, 3, 4, 5, 6].map((number) => `tool${number}`);
  await Promise.all(names.map((name) => promisify(execFile)(tool, words('--keep', make(name)))));
  expect(readPackages()).toEqual(['base', ...names]);
}, 120_000);

test('one that is killed leaves the former state or the next, no process, and nothing once the next has run', async () => {
  const temporary = file('tmp');
  mkdirSync(temporary);
  run(tool, words(make('base')));
  const next = make('next');
  let steps = 0;
  for (let ended = false; !ended;) {
    const { signal, status } = spawnSync(
      process.execPath,
      ['--require', join(__dirname, 'kill-at.cjs'), tool, ...words('--keep', next)],
      { env: { ...process.env, KILL_AT: String(steps + 1), TMPDIR: temporary } },
    );
    ended = status === 0;
    expect([signal, status]).toEqual(ended ? [null, 0] : ['SIGKILL', null]);
    steps += ended ? 0 : 1;
    expect([['base'], ['base', 'next']]).toContainEqual(readPackages());
  }
  expect(steps).toBeGreaterThan(15);
  expect(readPackages()).toEqual(['base', 'next']);
  expect(states()).toEqual([readlinkSync(file('x'))]);
  // The agents of those that were killed look now and then whether they are still needed.
  for (let left = 100; left > 0 && processes().length > 0; left--) {
    await setTimeout(100);
  }
  expect(processes()).toEqual([]);
  expect(readdirSync(temporary)).toEqual([]);
}, 240_000);
