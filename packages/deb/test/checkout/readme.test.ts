// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: GPL-3.0-or-later

// The README's example, as it stands there. Its line with `modules` needs the headers of a kernel: see packages.test.ts.

import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { checkout, run, tool } from '../run.ts';

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'u-dma-buf-mgr-deb-readme-'));
  mkdirSync(join(directory, 'bin'));
  symlinkSync(tool, join(directory, 'bin/u-dma-buf-mgr-deb'));
});
afterEach(() => rmSync(directory, { recursive: true }));

test('it makes a repository', () => {
  const readme = readFileSync(join(checkout, 'packages/deb/README.md'), 'utf8');
  const lines = [...readme.matchAll(/^\$ (u-dma-buf-mgr-deb (?:build|repo) .*)$/gm)].map(([, line = '']) => line);
  // The others change the key of a repository that is there.
  const first = lines.slice(0, 2);
  expect(lines).toHaveLength(4);
  const script = first.join('\n').replaceAll('build/', `${directory}/`);
  run('bash', ['-ec', `PATH=${directory}/bin:$PATH\n${script}`], checkout);
  expect(readdirSync(join(directory, 'repository'))).toEqual(
    expect.arrayContaining(['u-dma-buf-mgr.gpg', 'u-dma-buf-mgr.sources']),
  );
}, 300_000);
