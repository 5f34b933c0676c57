// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: GPL-3.0-or-later

// With the real gpg.

import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { useDirectory } from '../test/directory.ts';
import { run } from '../test/run.ts';
import { isSigned, signProducts } from './sign-products.ts';
import { withSigner } from './signing-key.ts';

const directory = useDirectory();
const file = (name: string): string => join(directory(), name);

test('what an archive wants signed', () => {
  const names = ['x_1.dsc', 'x_1_amd64.changes', 'x_1_amd64.buildinfo', 'x_1_amd64.deb', 'x_1.orig.tar.xz'];
  expect(names.filter(isSigned)).toEqual(['x_1.dsc', 'x_1_amd64.changes']);
});

test('a signature stands around the text, and takes the place of what was there', async () => {
  const keyHome = file('keys');
  await withSigner({ keyHome, keys: [], keyring: undefined, userId: 'somebody' }, (signer) =>
    signer.exportPublicKeys(file('keys.gpg')),
  );
  mkdirSync(file('out'));
  writeFileSync(file('out/x_1.dsc'), 'Source: x\n');
  const said: string[] = [];
  await signProducts(file('out'), ['x_1.dsc'], { keyHome, keys: [] }, (line) => said.push(line));
  expect(said).toEqual(['signed x_1.dsc']);
  expect(readdirSync(file('out'))).toEqual(['x_1.dsc']);
  expect(run('gpgv', ['--keyring', file('keys.gpg'), '--output', '-', file('out/x_1.dsc')])).toBe('Source: x\n');
}, 60_000);

test('without a key, nothing is signed', async () => {
  mkdirSync(file('empty'), { mode: 0o700 });
  writeFileSync(file('x_1.dsc'), 'Source: x\n');
  const signing = signProducts(directory(), ['x_1.dsc'], { keyHome: file('empty'), keys: [] }, () => undefined);
  await expect(signing).rejects.toThrow('empty has no key to sign with');
}, 60_000);
