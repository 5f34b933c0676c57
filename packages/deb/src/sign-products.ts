// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: GPL-3.0-or-later

import { createHash } from 'node:crypto';
import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Report } from './report.ts';
import { withSigner, type Signer } from './signing-key.ts';

export interface Signing {
  /** A GnuPG home that has the key. */
  readonly keyHome: string;
  /** Keys of it, as gpg takes them; without any, the only one that it has. */
  readonly keys: readonly string[];
}

/** What an archive wants signed (Debian Policy 5.4 and 5.5). */
export function isSigned(name: string): boolean {
  return /\.(?:dsc|changes)$/.test(name);
}

/** Finds a mistyped home or key before minutes are spent on building. */
export async function checkKeys(signing: Signing): Promise<void> {
  await withKeys(signing, () => Promise.resolve());
}

/**
 * Puts a signature around files of a directory, each in one step. A .changes file has the hashes of the .dsc file, so
 * that is signed before, and its new hashes put in the place of the old.
 */
export async function signProducts(
  directory: string,
  names: readonly string[],
  signing: Signing,
  report: Report,
): Promise<void> {
  await withKeys(signing, async (signer) => {
    const changes = names.filter((name) => name.endsWith('.changes'));
    for (const name of names.filter((other) => !changes.includes(other))) {
      const before = await readFile(join(directory, name));
      await sign(signer, join(directory, name));
      const after = await readFile(join(directory, name));
      await Promise.all(changes.map((other) => replaceHashes(join(directory, other), before, after)));
      report(`signed ${name}`);
    }
    for (const name of changes) {
      await sign(signer, join(directory, name));
      report(`signed ${name}`);
    }
  });
}

async function sign(signer: Signer, path: string): Promise<void> {
  const signed = `${path}.signed`;
  await rm(signed, { force: true });
  await signer.clearsign(path, signed);
  await rename(signed, path);
}

/** In a .changes file, a hash and the size stand beside one another in each field that names a file (Policy 5.6.21 and 5.6.24). */
async function replaceHashes(changes: string, before: Buffer, after: Buffer): Promise<void> {
  let text = await readFile(changes, 'utf8');
  for (const algorithm of ['md5', 'sha1', 'sha256']) {
    const words = (content: Buffer): string =>
      `${createHash(algorithm).update(content).digest('hex')} ${content.length} `;
    text = text.replaceAll(words(before), words(after));
  }
  await writeFile(changes, text);
}

function withKeys(signing: Signing, use: (signer: Signer) => Promise<void>): Promise<void> {
  return withSigner({ ...signing, keyring: undefined, userId: undefined }, use);
}
