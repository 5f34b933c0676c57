// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { findConfigurationFiles } from './files.ts';
import { loadConfiguration } from './load.ts';

let root: string;
let directories: string[];
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'u-dma-buf-mgr-configuration-'));
  directories = ['etc', 'run', 'usr'].map((name) => join(root, name));
});
afterEach(() => rmSync(root, { recursive: true }));

function put(path: string, text = ''): string {
  mkdirSync(join(root, path, '..'), { recursive: true });
  writeFileSync(join(root, path), text);
  return join(root, path);
}

test('of files with one name the first counts, and all are in the order of their names', () => {
  const [b, a, c] = [put('etc/b.yaml'), put('usr/a.yaml'), put('run/c.yaml')];
  put('run/b.yaml');
  put('usr/c.yaml');
  put('etc/b.yaml~');
  put('etc/.hidden.yaml');
  put('etc/README');
  expect(findConfigurationFiles(directories)).toEqual([a, b, c]);
});

test('a link to /dev/null masks the files of its name', () => {
  put('usr/a.yaml', 'buffers: { a: { size: 1 } }');
  mkdirSync(join(root, 'etc'));
  symlinkSync('/dev/null', join(root, 'etc/a.yaml'));
  expect(loadConfiguration(findConfigurationFiles(directories))).toEqual([]);
});

test('no directory is no configuration', () => {
  expect(findConfigurationFiles(directories)).toEqual([]);
});

test('a name stands in one place only', () => {
  const first = put('a.yaml', 'buffers:\n  rx{0..3}: { size: 1 }\n');
  const second = put('b.yaml', 'buffers:\n  tx: { size: 1 }\n  rx2: { size: 1 }\n');
  expect(() => loadConfiguration([first, second])).toThrow(
    expect.objectContaining({
      name: 'ConfigurationError',
      findings: [{ message: `${second}:3:3: rx2 is declared a second time; the first: ${first}:2:3`, hint: undefined }],
    }),
  );
});

test('a file that is not there is an error', () => {
  expect(() => loadConfiguration([join(root, 'none.yaml')])).toThrow(`cannot read ${join(root, 'none.yaml')}: ENOENT`);
});
