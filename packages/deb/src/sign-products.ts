// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: GPL-3.0-or-later

import { rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Report } from './report.ts';
import { withSigner, type Signer } from './signing-key.ts';

export interface Signing {
  /** A GnuPG home that has the key. */
  readonly keyHome: string;
  /** Keys of it, as gpg takes them; without any, the only one that it has. */
  readonly keys: readonly string[];
}

/** What an archive wants signed (Debian Policy 5.4 and 5.5). No other file of a build has the hash of one of these. */
export function isSigned(name: string): boolean {
  return /\.(?:dsc|changes)$/.test(name);
}

/** Finds a mistyped home or key before minutes are spent on building. */
export async function checkKeys(signing: Signing): Promise<void> {
  await withKeys(signing, () => Promise.resolve());
}

/** Puts a signature around files of a directory, each in one step. */
export async function signProducts(
  directory: string,
  names: readonly string[],
  signing: Signing,
  report: Report,
): Promise<void> {
  await withKeys(signing, async (signer) => {
    for (const name of names) {
      const signed = join(directory, `.${name}.signed`);
      await rm(signed, { force: true });
      await signer.clearsign(join(directory, name), signed);
      await rename(signed, join(directory, name));
      report(`signed ${name}`);
    }
  });
}

function withKeys(signing: Signing, use: (signer: Signer) => Promise<void>): Promise<void> {
  return withSigner({ ...signing, keyring: undefined, userId: undefined }, use);
}
