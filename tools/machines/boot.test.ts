// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

// How often tools/machines/boot boots a machine, with programs in place of QEMU that say what a guest would.

import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const folder = mkdtempSync(join(tmpdir(), 'boot-test-'));
const boots = join(folder, 'boots');

afterAll(() => {
  rmSync(folder, { recursive: true });
});

const panicked = (modules: string): string =>
  `echo '[    1.5] Modules linked in:${modules}'; echo '[    1.6] Kernel panic - not syncing: Fatal exception'`;

const powersOff = `sed -n 's/.*vm.token=\\([0-9a-f]*\\).*/vm-exit-status \\1 0/p' <<<"$*"`;

/** Boots a machine that does the first of these things at its first boot, and so on. */
function boot(...guests: string[]): { status: number | null; output: string; times: number } {
  const cases = guests.map((guest, i) => `${i + 1}) ${guest} ;;`).join('\n');
  writeFileSync(boots, '');
  writeFileSync(
    join(folder, 'qemu-system-x86_64'),
    `#!/usr/bin/env bash\necho >>${boots}\ncase $(wc -l <${boots}) in\n${cases}\nesac\n`,
    { mode: 0o755 },
  );
  const { status, stdout, stderr } = spawnSync(
    join(__dirname, 'boot'),
    ['--arch', 'amd64', '--kernel', 'none', '--log', join(folder, 'log')],
    { encoding: 'utf8', env: { ...process.env, PATH: `${folder}:${process.env['PATH'] ?? ''}` } },
  );
  return { status, output: stdout + stderr, times: readFileSync(boots, 'utf8').length };
}

test('a machine that powers off with a status boots once', () => {
  expect(boot(powersOff)).toMatchObject({ status: 0, times: 1 });
});

test('a kernel that panics before anybody has loaded a module boots again, and says so', () => {
  const { status, output, times } = boot(panicked(''), powersOff);
  expect({ status, times }).toEqual({ status: 0, times: 2 });
  expect(output).toContain('# the kernel panicked before it had any module: it boots again\n');
});

test('and not for ever', () => {
  const { status, output, times } = boot(panicked(''), panicked(''), panicked(''), powersOff);
  expect({ status, times }).toEqual({ status: 1, times: 3 });
  expect(output).toContain('the machine stopped without reporting a status');
});

test('a kernel that panics with a module has failed', () => {
  expect(boot(panicked(' u_dma_buf(O)'), powersOff)).toMatchObject({ status: 1, times: 1 });
});

test('a machine that stops without a panic has failed', () => {
  expect(boot('true', powersOff)).toMatchObject({ status: 1, times: 1 });
});
