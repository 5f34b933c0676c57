// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: GPL-3.0-or-later

import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { chooseKeys } from './choose-keys.ts';
import { ToolError } from './error.ts';
import { withGpg, type Gpg } from './gpg.ts';

/** Signs with keys of a GnuPG home. */
export interface Signer {
  clearsign(input: string, output: string): Promise<void>;
  exportPublicKeys(output: string): Promise<void>;
}

export interface SignerOptions {
  readonly keyHome: string;
  /** Keys to sign with, as gpg takes them; without any, those of the repository. */
  readonly keys: readonly string[];
  /** The file of the repository's public keys; a new one has none. */
  readonly keyring: string | undefined;
  /** What a key is called that is made; undefined where none is to be made. */
  readonly userId: string | undefined;
}

/** Lends `use` the signer of a GnuPG home. Only for a new repository, a home without a key gets one. */
export async function withSigner(options: SignerOptions, use: (signer: Signer) => Promise<void>): Promise<void> {
  const { keyHome, keyring, userId } = options;
  if (!existsSync(keyHome)) {
    if (keyring !== undefined || userId === undefined) {
      const what = keyring === undefined ? 'a key to sign with' : 'the key that signs the repository';
      throw new ToolError(`--key-home: ${keyHome} is not there; it must have ${what}`);
    }
    await mkdir(keyHome, { recursive: true, mode: 0o700 });
  }
  await withGpg(keyHome, async (gpg) => {
    const chosen = await findKeys(gpg, options);
    const keys = chosen.length > 0 ? chosen : await makeKey(gpg, options);
    await use({
      async clearsign(input, output) {
        const users = keys.flatMap((key) => ['--local-user', key]);
        await gpg(...users, '--digest-algo', 'SHA512', '--clearsign', '--output', output, input);
      },
      async exportPublicKeys(output) {
        await gpg('--export', '--output', output, ...keys);
      },
    });
  });
}

async function findKeys(gpg: Gpg, { keyHome, keys, keyring }: SignerOptions): Promise<readonly string[]> {
  const wanted: string[] = [];
  for (const key of keys) {
    const found = await listKeys(gpg, '--list-secret-keys', key).catch(() => []);
    if (found.length !== 1) {
      throw new ToolError(`--key: ${keyHome} has ${found.length === 0 ? 'no' : found.length} key ${key}`);
    }
    wanted.push(...found);
  }
  return chooseKeys({
    keyHome,
    wanted: [...new Set(wanted)],
    present: await listKeys(gpg, '--list-secret-keys'),
    trusted: keyring === undefined ? undefined : await listKeys(gpg, '--show-keys', keyring),
  });
}

/** The fingerprints of primary keys. */
async function listKeys(gpg: Gpg, ...words: readonly string[]): Promise<string[]> {
  const listing = await gpg('--with-colons', ...words);
  return [...listing.matchAll(/^(?:sec|pub):.*\nfpr:(?:[^:]*:){8}([^:]+):/gm)].flatMap(([, key]) => key ?? []);
}

async function makeKey(gpg: Gpg, { keyHome, userId }: SignerOptions): Promise<string[]> {
  if (userId === undefined) {
    throw new ToolError(`--key-home: ${keyHome} has no key to sign with`);
  }
  const unguarded = ['--pinentry-mode', 'loopback', '--passphrase', ''];
  await gpg(...unguarded, '--quick-generate-key', userId, 'ed25519', 'sign', 'never');
  return listKeys(gpg, '--list-secret-keys');
}
