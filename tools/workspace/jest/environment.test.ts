// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const repository = join(__dirname, '../../..');

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'left-open-'));
});
afterEach(() => rmSync(directory, { recursive: true }));

/** Runs jest on files that have such a test each. */
function runJest(tests: readonly string[], ...options: string[]) {
  for (const [index, test] of tests.entries()) {
    writeFileSync(join(directory, `${index}.test.ts`), `test('passes', () => { ${test} });\n`);
  }
  const words = ['--config', join(repository, 'jest.config.cjs'), '--rootDir', directory, ...options];
  const { status, stderr } = spawnSync(join(repository, 'node_modules/.bin/jest'), words, {
    cwd: repository,
    encoding: 'utf8',
    timeout: 60_000,
  });
  return { status, stderr };
}

test.each(['--runInBand', '--maxWorkers=2'])(
  'jest %s ends, with a failure, where a test file leaves something open',
  (option) => {
    const { status, stderr } = runJest(['setInterval(() => undefined, 1000);', ''], option);
    expect(stderr).toMatch(/left open: .*Timeout/);
    expect(status).toBe(1);
  },
  120_000,
);

test('a descriptor that stays open fails the test file', () => {
  const { status, stderr } = runJest(["require('fs').openSync('/etc/hostname', 'r');"]);
  expect(stderr).toMatch(/the tests are over, and left open: descriptor \d+: \/etc\/hostname$/m);
  expect(status).toBe(1);
}, 60_000);

test('what closes soon after the last test is not left open', () => {
  const { status } = runJest(["require('child_process').spawn('sleep', ['0.3']);"]);
  expect(status).toBe(0);
}, 60_000);
