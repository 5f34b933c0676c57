// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: GPL-3.0-or-later

import { mkdir, mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { run } from './run.ts';

const USER_ID = 'u-dma-buf-mgr package repository';

/** Signs with the key of a GnuPG home. */
export interface Signer {
  clearsign(input: string, output: string): Promise<void>;
  exportPublicKey(output: string): Promise<void>;
}

/** Lends `use` the signer of a GnuPG home, whose key is made if there is none. */
export async function withSigner(keyHome: string, use: (signer: Signer) => Promise<void>): Promise<void> {
  await mkdir(keyHome, { recursive: true, mode: 0o700 });
  // The agent's socket lies in the home, and a socket's path is limited to some hundred bytes.
  const directory = await mkdtemp(join(tmpdir(), 'gnupg-'));
  const home = join(directory, 'home');
  await symlink(resolve(keyHome), home);
  try {
    const gpg = (...words: string[]): Promise<string> => run('gpg', ['--homedir', home, '--batch', ...words]);
    const key = (await findKey(gpg)) ?? (await makeKey(gpg));
    await use({
      async clearsign(input, output) {
        await gpg('--local-user', key, '--digest-algo', 'SHA512', '--clearsign', '--output', output, input);
      },
      async exportPublicKey(output) {
        await gpg('--export', '--output', output, key);
      },
    });
  } finally {
    await run('gpgconf', ['--homedir', home, '--kill', 'all']);
    await rm(directory, { recursive: true });
  }
}

type Gpg = (...words: string[]) => Promise<string>;

async function findKey(gpg: Gpg): Promise<string | undefined> {
  const listing = await gpg('--with-colons', '--list-secret-keys');
  return /^fpr:(?:[^:]*:){8}(?<fingerprint>[^:]+):/m.exec(listing)?.groups?.['fingerprint'];
}

async function makeKey(gpg: Gpg): Promise<string> {
  await gpg(
    '--pinentry-mode',
    'loopback',
    '--passphrase',
    '',
    '--quick-generate-key',
    USER_ID,
    'ed25519',
    'sign',
    'never',
  );
  const key = await findKey(gpg);
  if (key === undefined) {
    throw new Error('gpg made a key that it does not list');
  }
  return key;
}
