// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: GPL-3.0-or-later

// With the real shell.

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { useDirectory } from '../test/directory.ts';
import { startCompanion, waitingCommand } from './companion.ts';

const directory = useDirectory();
const [program = '', ...words] = waitingCommand();

test('a companion lives until it is told to end, and does the rest then', async () => {
  const file = join(directory(), 'rest');
  const [, ...withRest] = waitingCommand('sleep 0.1; touch "$1"', file);
  const companion = await startCompanion(program, withRest);
  expect(existsSync(file)).toBe(false);
  await companion?.end();
  expect(existsSync(file)).toBe(true);
});

test('a companion may be unavailable by its status alone', async () => {
  expect(await startCompanion('sh', ['-c', 'exit 2'], 2)).toBeUndefined();
  const companion = await startCompanion(program, words, 2);
  expect(companion).toBeDefined();
  await companion?.end();
  await expect(startCompanion('sh', ['-c', 'exit 2'])).rejects.toThrow('sh failed with status 2:');
});

test('a companion that ends before it waits fails with what it complained of', async () => {
  await expect(startCompanion('sh', ['-c', 'echo no agent >&2; exit 3'], 2)).rejects.toThrow(
    expect.objectContaining({ name: 'ToolError', message: 'sh failed with status 3:\nno agent' }),
  );
  await expect(startCompanion('sh', ['-c', 'kill -9 $$'])).rejects.toThrow('sh failed with status unknown:');
});

test('a companion that cannot be started', async () => {
  await expect(startCompanion('no-such-program', [])).rejects.toThrow('no-such-program is not installed');
  await expect(startCompanion(directory(), [])).rejects.toThrow(`${directory()}: spawn ${directory()} EACCES`);
});
