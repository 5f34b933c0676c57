// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { buildSync } from 'esbuild';

const repository = join(__dirname, '../../..');
const directory = mkdtempSync(join(tmpdir(), 'u-dma-buf-mgr-stale-view-'));
const program = join(directory, 'stale-view.cjs');
const nodes = execFileSync(join(repository, 'tools/workspace/node-versions'), { encoding: 'utf8' }).trim().split('\n');

beforeAll(() => {
  symlinkSync(join(repository, 'node_modules'), join(directory, 'node_modules'));
  buildSync({
    entryPoints: [join(__dirname, 'stale-view.ts')],
    bundle: true,
    platform: 'node',
    target: 'node18',
    conditions: ['@u-dma-buf-mgr/source'],
    external: ['koffi'],
    outfile: program,
  });
});
afterAll(() => rmSync(directory, { recursive: true }));

test.each(nodes)('views that outlive their mapping do no harm, and their addresses come back: %s', (node) => {
  const { stdout, stderr, signal } = spawnSync(node, ['--expose-gc', program], { encoding: 'utf8' });
  expect({ stdout, stderr, signal }).toEqual({
    stdout: "a stale view shows 0, the buffer's last byte is 1; addresses come back\n",
    stderr: '',
    signal: null,
  });
});
