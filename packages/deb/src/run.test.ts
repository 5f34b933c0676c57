// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: GPL-3.0-or-later

import { closeSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { useDirectory } from '../test/directory.ts';
import { ToolError } from './error.ts';
import { run } from './run.ts';

const directory = useDirectory();

test('it gives what the program wrote to standard output, and nothing else', async () => {
  expect(await run('sh', ['-c', 'echo one; echo complaint >&2; echo two'])).toBe('one\ntwo\n');
});

test('the program has no standard input, the directory given, and the environment with what is added', async () => {
  const text = await run('sh', ['-c', 'cat; pwd; echo $ADDED; echo $PATH'], {
    cwd: directory(),
    environment: { ADDED: 'yes' },
  });
  expect(text).toBe(`${directory()}\nyes\n${process.env['PATH'] ?? ''}\n`);
});

test.each([
  ['exit 3', 'sh failed with status 3'],
  ['echo " no such thing " >&2; exit 1', 'sh failed with status 1:\nno such thing'],
  ['kill -TERM $$', 'sh failed with SIGTERM'],
])('%s', async (script, message) => {
  await expect(run('sh', ['-c', script])).rejects.toThrow(new ToolError(message));
});

test('a program that is not there, and one that is none', async () => {
  await expect(run('u-dma-buf-none', [])).rejects.toThrow(new ToolError('u-dma-buf-none is not installed'));
  const file = join(directory(), 'file');
  writeFileSync(file, '');
  await expect(run(file, [])).rejects.toThrow(new ToolError(`${file}: spawn ${file} EACCES`));
});

test('with a log, all that the program says goes there', async () => {
  const file = join(directory(), 'log');
  const log = openSync(file, 'w');
  try {
    expect(await run('sh', ['-c', 'echo out; echo err >&2'], { log })).toBe('');
    await expect(run('sh', ['-c', 'echo more >&2; exit 1'], { log })).rejects.toThrow(
      new ToolError('sh failed with status 1'),
    );
  } finally {
    closeSync(log);
  }
  expect(readFileSync(file, 'utf8')).toBe('out\nerr\nmore\n');
});
