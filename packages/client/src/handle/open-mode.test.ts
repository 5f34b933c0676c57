// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import { constants } from 'node:fs';

import { createTestMachine } from '../testing/index.ts';
import { openBuffer } from '../manage/async.ts';
import { createBufferSync } from '../manage/sync.ts';

const machine = createTestMachine();
beforeAll(() => createBufferSync({ name: 'a', size: 4096 }, { machine }));

test.each([
  [{}, constants.O_RDWR],
  [{ readOnly: true }, constants.O_RDONLY],
  [{ uncached: true }, constants.O_RDWR | constants.O_SYNC],
  [{ readOnly: true, uncached: true }, constants.O_RDONLY | constants.O_SYNC],
])('%p is %d to the kernel', async (mode, flags) => {
  const opened = jest.spyOn(machine.system, 'openNode');
  await (await openBuffer('a', { machine, ...mode })).close();
  expect(opened).toHaveBeenLastCalledWith('/dev/a', expect.any(Number), flags);
});

test('what would write through a handle that may only read is refused, and mapping, which cannot be kept from it', async () => {
  await using buffer = await openBuffer('a', { machine, readOnly: true });
  expect(await buffer.read({ size: 1 })).toEqual(Uint8Array.of(0));
  const message = 'it was opened to read only';
  await expect(buffer.write(Uint8Array.of(1))).rejects.toMatchObject({
    code: 'read-only',
    message: `cannot write a: ${message}`,
    hint: 'open it without readOnly',
  });
  await expect(buffer.map()).rejects.toMatchObject({ code: 'read-only', message: `cannot map a: ${message}` });
  await buffer.sync.forCpu();
  (await buffer.export()).close();
});
