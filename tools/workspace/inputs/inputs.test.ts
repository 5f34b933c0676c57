// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { readTrace, traceCommand } from './trace.cjs';
import { findUndeclared } from './undeclared.cjs';

const trace = `\
openat(AT_FDCWD</w>, "a.ts", O_RDONLY|O_CLOEXEC) = 3</w/a.ts>
openat(AT_FDCWD</w>, "none.ts", O_RDONLY|O_CLOEXEC) = -1 ENOENT (No such file or directory)
openat(AT_FDCWD</w>, "src", O_RDONLY|O_NONBLOCK|O_CLOEXEC|O_DIRECTORY) = 3</w/src>
openat2(AT_FDCWD</w>, "b, O_WRONLY.ts", {flags=O_RDONLY|O_NOFOLLOW, resolve=0}, 24) = 4</w/b, O_WRONLY.ts>
openat(AT_FDCWD</w>, "out", O_WRONLY|O_CREAT|O_TRUNC, 0666) = 5</w/out>
access("/w/c.md", F_OK)                 = 0
access("/w/d.md", F_OK)                 = -1 ENOENT (No such file or directory)
+++ exited with 0 +++
`;

test('a trace has what was opened or found, and what was written', () => {
  const accesses = { read: new Set<string>(), written: new Set<string>() };
  readTrace(trace, accesses);
  expect([...accesses.read]).toEqual(['/w/a.ts', '/w/b, O_WRONLY.ts', '/w/c.md']);
  expect([...accesses.written]).toEqual(['/w/out']);
});

test('what a target reads, neither declared nor made by what it declares nor by itself, is named', () => {
  const target = { inputs: new Set(['src/a.ts']), products: ['packages/x/dist', 'build/man'] };
  const read = ['src/a.ts', 'src/b.ts', 'packages/x/dist/x.js', 'packages/x/distant.js', 'out', 'node_modules/y/y.js'];
  const accesses = { read: new Set(['/etc/hosts', ...read.map((path) => `/w/${path}`)]), written: new Set(['/w/out']) };
  expect(findUndeclared(target, accesses, '/w')).toEqual(['packages/x/distant.js', 'src/b.ts']);
});

// undeclared-inputs runs these tests under strace, and nobody can be traced twice.
const traced = /^TracerPid:\t[1-9]/m.test(readFileSync('/proc/self/status', 'utf8'));

test('a command is traced with the processes that it starts; where nobody can, that fails', () => {
  const directory = mkdtempSync(join(tmpdir(), 'traced-'));
  try {
    writeFileSync(join(directory, 'a'), 'text\n');
    const { read, written, status, output } = traceCommand(
      'bash -c "cat a; echo >b; rm b"; exit 3',
      directory,
      process.env['PATH'] ?? '',
    );
    if (traced) {
      expect({ status, output }).toEqual({ status: 1, output: expect.stringContaining('Operation not permitted') });
      return;
    }
    expect({ status, output }).toEqual({ status: 3, output: 'text\n' });
    expect(read).toContain(join(directory, 'a'));
    expect(written).toContain(join(directory, 'b'));
  } finally {
    rmSync(directory, { recursive: true });
  }
});
