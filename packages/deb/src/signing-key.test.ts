// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: GPL-3.0-or-later

// With the real gpg.

import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { useDirectory } from '../test/directory.ts';
import { run } from '../test/run.ts';
import { withSigner, type SignerOptions } from './signing-key.ts';

const directory = useDirectory();
const file = (name: string): string => join(directory(), name);
const options = (keyHome: string): SignerOptions => ({
  keyHome: file(keyHome),
  keys: [],
  keyring: undefined,
  userId: 'tools package repository',
});

/** The agent was told to end, and takes its sockets away in its own time. */
async function waitForAgent(home: string): Promise<void> {
  for (let left = 250; left > 0 && readdirSync(home).some((name) => name.startsWith('S.')); left--) {
    await setTimeout(20);
  }
  expect(readdirSync(home).filter((name) => name.startsWith('S.'))).toEqual([]);
}

test('a key is made once, and signs', async () => {
  writeFileSync(file('text'), 'release\n');
  for (const name of ['first', 'second']) {
    await withSigner(options('keys/deep'), async (signer) => {
      await signer.exportPublicKeys(file(`${name}.gpg`));
      await signer.clearsign(file('text'), file(`${name}.asc`));
    });
  }
  expect(statSync(file('keys/deep')).mode & 0o777).toBe(0o700);
  expect(readFileSync(file('second.gpg'))).toEqual(readFileSync(file('first.gpg')));
  expect(readFileSync(file('first.asc'), 'utf8')).toMatch(
    /^-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA512\n\nrelease\n/,
  );
  run('gpgv', ['--keyring', file('first.gpg'), file('second.asc')]);
  const key = run('gpg', ['--homedir', directory(), '--with-colons', '--show-keys', file('first.gpg')]).split('\n');
  // For ever: an ed25519 key that signs.
  expect(key.find((line) => line.startsWith('pub:'))).toMatch(/^pub:[^:]*:25[56]:22:[^:]*:\d+::.*:scSC:/);
  expect(key.find((line) => line.startsWith('uid:'))).toContain(':tools package repository:');
  await waitForAgent(file('keys/deep'));
}, 60_000);

test.each([
  ['that is not there', 'nowhere', /nowhere is not there; it must have a key to sign with$/],
  ['without a key', 'empty', /empty has no key to sign with$/],
])(
  'where no key is to be made, a home %s is refused',
  async (_, keyHome, message) => {
    mkdirSync(file('empty'), { mode: 0o700 });
    const signing = withSigner({ ...options(keyHome), userId: undefined }, () => Promise.resolve());
    await expect(signing).rejects.toThrow(message);
  },
  60_000,
);

test('what fails while it is lent is told, after the agent was ended', async () => {
  mkdirSync(file('keys'));
  await expect(withSigner(options('keys'), () => Promise.reject(new Error('disk full')))).rejects.toThrow('disk full');
  await waitForAgent(file('keys'));
}, 60_000);
