// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import { getBufferSync } from '../buffers/list.ts';
import { createTestMachine } from '../testing/index.ts';
import type { TestMachine } from '../testing/index.ts';
import { createBuffer, deleteBuffer } from './async.ts';
import { createBufferSync } from './sync.ts';

// `await using` deletes what createBuffer made, and nothing else.

let machine: TestMachine;
beforeEach(() => (machine = createTestMachine()));

test('a buffer that somebody has deleted', async () => {
  const buffer = await createBuffer({ name: 'a', size: 4096 }, { machine });
  await buffer.close();
  await deleteBuffer('a', { machine });
  await buffer[Symbol.asyncDispose]();
  await buffer[Symbol.asyncDispose]();
});

test('a buffer that was taken away', async () => {
  const buffer = await createBuffer({ name: 'a', size: 4096 }, { machine });
  machine.takeAway('a');
  await buffer[Symbol.asyncDispose]();
});

test('another that has its name since stays', async () => {
  const buffer = await createBuffer({ name: 'a', size: 4096 }, { machine });
  await buffer.close();
  await deleteBuffer('a', { machine });
  createBufferSync({ name: 'a', size: 8192 }, { machine });
  await buffer[Symbol.asyncDispose]();
  expect(getBufferSync('a', { machine })?.size).toBe(8192);
});
