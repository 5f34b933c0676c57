// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { buildSync } from 'esbuild';

/** Runs lines of a program that has `uninterrupted`, in a process of its own that signals may end. */
function run(lines: string): { signal: string | null; stdout: string } {
  const directory = mkdtempSync(join(tmpdir(), 'u-dma-buf-mgr-signals-'));
  const program = join(directory, 'program.cjs');
  buildSync({
    stdin: {
      contents: `import { uninterrupted } from './signals.ts'; import { explain } from './explain.ts';\n${lines}`,
      resolveDir: __dirname,
      loader: 'ts',
    },
    bundle: true,
    platform: 'node',
    conditions: ['@u-dma-buf-mgr/source'],
    external: ['koffi'],
    outfile: program,
  });
  const { signal, stdout } = spawnSync(process.execPath, [program], { encoding: 'utf8' });
  rmSync(directory, { recursive: true });
  return { signal, stdout };
}

test.each(['SIGHUP', 'SIGINT', 'SIGTERM'])(
  '%s waits until nothing is half done, and ends the program then',
  (signal) => {
    expect(
      run(`
      void uninterrupted(async (interruption) => {
        console.log('begun');
        process.kill(process.pid, '${signal}');
        // Another thread may be the one that takes it.
        Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 100);
        console.log('ended');
        await interruption.check();
        console.log('too far');
      }).catch(explain);
    `),
    ).toEqual({ signal, stdout: 'begun\nended\n' });
  },
);

test('without a signal nothing happens', () => {
  expect(
    run(`void uninterrupted(async (interruption) => { await interruption.check(); console.log('done'); });`),
  ).toEqual({ signal: null, stdout: 'done\n' });
});
