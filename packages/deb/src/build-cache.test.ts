// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: GPL-3.0-or-later

import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BuildCache, hashInputs } from './build-cache.ts';
import type { SourceFile } from './source-file.ts';

function file(path: string, content: string, kind: SourceFile['kind'] = 'file'): SourceFile {
  return { path, content: Buffer.from(content), kind };
}

test('every input has its say in the hash, and where one ends and the next begins', () => {
  const inputs = [
    { files: [file('a', '1')], recipe: ['x'] },
    { files: [file('a', '2')], recipe: ['x'] },
    { files: [file('b', '1')], recipe: ['x'] },
    { files: [file('a', '1', 'program')], recipe: ['x'] },
    { files: [file('a', '1')], recipe: ['y'] },
    { files: [file('a', '1'), file('b', '')], recipe: ['x'] },
    { files: [file('a', ''), file('b', '1')], recipe: ['x'] },
  ];
  expect(new Set(inputs.map(hashInputs)).size).toBe(inputs.length);
  expect(hashInputs({ files: [file('a', '1')], recipe: ['x'] })).toBe(
    hashInputs({ files: [file('a', '1')], recipe: ['x'] }),
  );
});

test('what was stored is found under its key, and only there', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'build-cache-'));
  try {
    await writeFile(join(directory, 'a.deb'), 'package');
    const cache = new BuildCache(join(directory, 'cache'));
    expect(await cache.find('key')).toBeUndefined();
    const stored = await cache.store('key', directory, ['a.deb']);
    expect(await cache.find('key')).toEqual(stored);
    expect(await readFile(stored[0] ?? '', 'utf8')).toBe('package');
    expect(await cache.find('other')).toBeUndefined();
  } finally {
    await rm(directory, { recursive: true });
  }
});
