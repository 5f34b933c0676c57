// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: GPL-3.0-or-later

// With the real gpg.

import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { useDirectory } from '../test/directory.ts';
import { run } from '../test/run.ts';
import { checkKeys, isSigned, signProducts } from './sign-products.ts';
import { withSigner } from './signing-key.ts';

const directory = useDirectory();
const file = (name: string): string => join(directory(), name);

/** Makes a key, and writes its public part to keys.gpg; gives the home that has it. */
async function makeKey(): Promise<string> {
  const keyHome = file('keys');
  await withSigner({ keyHome, keys: [], keyring: undefined, userId: 'somebody' }, (signer) =>
    signer.exportPublicKeys(file('keys.gpg')),
  );
  return keyHome;
}

test('what an archive wants signed', () => {
  const names = ['x_1.dsc', 'x_1_amd64.changes', 'x_1_amd64.buildinfo', 'x_1.orig.tar.xz', 'x_1.dsc.asc'];
  expect(names.filter(isSigned)).toEqual(['x_1.dsc', 'x_1_amd64.changes']);
});

test('a signature stands around the text, and takes the place of what was there', async () => {
  const keyHome = await makeKey();
  mkdirSync(file('out'));
  writeFileSync(file('out/x_1.dsc'), 'Source: x\n');
  const said: string[] = [];
  await signProducts(file('out'), ['x_1.dsc'], { keyHome, keys: [] }, (line) => said.push(line));
  expect(said).toEqual(['signed x_1.dsc']);
  expect(readdirSync(file('out'))).toEqual(['x_1.dsc']);
  expect(run('gpgv', ['--keyring', file('keys.gpg'), '--output', '-', file('out/x_1.dsc')])).toBe('Source: x\n');
}, 60_000);

test('a .changes file has the hashes and the size of the .dsc file that was signed', async () => {
  const keyHome = await makeKey();
  const hashesOf = (content: Buffer, name: string): string =>
    ['md5', 'sha1', 'sha256']
      .map((algorithm) => {
        const hash = createHash(algorithm).update(content).digest('hex');
        return `Checksums-${algorithm}:\n ${hash} ${content.length} ${name}\n`;
      })
      .join('');
  const [dsc, other] = [Buffer.from('Source: x\n'), Buffer.from('tar')];
  writeFileSync(file('x_1.dsc'), dsc);
  // Another file that the .changes file names keeps its hashes, and a .dsc file of other content too.
  const rest = hashesOf(other, 'x_1.tar.xz') + hashesOf(Buffer.from('Source: y\n'), 'y_1.dsc');
  writeFileSync(file('x_1.changes'), hashesOf(dsc, 'x_1.dsc') + rest);
  const said: string[] = [];
  await signProducts(directory(), ['x_1.changes', 'x_1.dsc'], { keyHome, keys: [] }, (line) => said.push(line));
  expect(said).toEqual(['signed x_1.dsc', 'signed x_1.changes']);
  const changes = run('gpgv', ['--keyring', file('keys.gpg'), '--output', '-', file('x_1.changes')]);
  expect(changes).toBe(hashesOf(readFileSync(file('x_1.dsc')), 'x_1.dsc') + rest);
}, 60_000);

test('keys are checked without signing anything', async () => {
  mkdirSync(file('empty'), { mode: 0o700 });
  await expect(checkKeys({ keyHome: file('empty'), keys: [] })).rejects.toThrow('empty has no key to sign with');
  await expect(checkKeys({ keyHome: file('none'), keys: [] })).rejects.toThrow('none is not there');
  const keyHome = await makeKey();
  await checkKeys({ keyHome, keys: ['somebody'] });
  await expect(checkKeys({ keyHome, keys: ['nobody'] })).rejects.toThrow('keys has no key nobody');
}, 60_000);

test('without a key, nothing is signed', async () => {
  mkdirSync(file('empty'), { mode: 0o700 });
  writeFileSync(file('x_1.dsc'), 'Source: x\n');
  const signing = signProducts(directory(), ['x_1.dsc'], { keyHome: file('empty'), keys: [] }, () => undefined);
  await expect(signing).rejects.toThrow('empty has no key to sign with');
}, 60_000);
