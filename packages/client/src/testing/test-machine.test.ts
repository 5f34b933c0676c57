// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import { constants } from 'node:fs';
import { join } from 'node:path';

import { readUsersSync } from '../buffers/users.ts';
import type { DmaBuffer } from '../handle/dma-buffer.ts';
import { createBuffer, openBuffer } from '../manage/async.ts';
import { createBufferSync } from '../manage/sync.ts';
import { createTestMachine, SyncError } from './index.ts';
import type { TestMachine } from './index.ts';

// What a program does not see of the driver's rules until it meets them.

let machine: TestMachine;
beforeEach(() => (machine = createTestMachine()));

const usersOf = (name: string): unknown => readUsersSync([name], { machine }).byName.get(name);

test.each([{ maxBuffers: 1 }, { maxBytes: 4096n }])('limits %p count what the manager made', (limits) => {
  machine.addBuffer({ name: 'driver', size: 1 << 20 });
  machine.setLimits(limits);
  createBufferSync({ name: 'a', size: 4096 }, { machine });
  expect(() => createBufferSync({ name: 'b', size: 4096 }, { machine })).toThrow(
    expect.objectContaining({ errno: 'EDQUOT' }),
  );
});

test('a process is a user by any of its files', async () => {
  createBufferSync({ name: 'many', size: 4096 }, { machine });
  createBufferSync({ name: 'last', size: 4096 }, { machine });
  for (const name of [...new Array<string>(12).fill('many'), 'last']) {
    await openBuffer(name, { machine });
  }
  expect(usersOf('last')).toEqual([expect.objectContaining({ pid: process.pid, open: true, mapped: false })]);
  machine.kill();
  expect(usersOf('last')).toBeUndefined();
});

describe('a buffer that is open', () => {
  let buffer: DmaBuffer;
  beforeEach(async () => (buffer = await createBuffer({ name: 'a', size: 4096 }, { machine })));
  afterEach(() => buffer.close());

  test('mappings of the same part end one at a time', async () => {
    const [first, second] = [await buffer.map(), await buffer.map()];
    const mapped = [expect.objectContaining({ mapped: true })];
    buffer.unmap(first);
    expect(usersOf('a')).toEqual(mapped);
    buffer.unmap(second);
    expect(usersOf('a')).toEqual([expect.objectContaining({ mapped: false })]);
    buffer.unmap(second);
    await buffer.map();
    expect(usersOf('a')).toEqual(mapped);
  });

  test('1 in sync_for_device hands over what the attributes say', async () => {
    const write = (attribute: string, text: string): void => {
      const file = machine.system.openSync(join(machine.classDirectory, 'a', attribute), constants.O_WRONLY);
      file.write(Buffer.from(text));
      file.close();
    };
    new Uint8Array(await buffer.map()).fill(1);
    write('sync_offset', '64');
    write('sync_size', '64');
    write('sync_for_device', '1');
    expect(machine.readDma(buffer.dmaAddress + 64n, 64)).toEqual(new Uint8Array(64).fill(1));
    expect(() => machine.readDma(buffer.dmaAddress, 1)).toThrow(SyncError);
    expect(() => machine.readDma(buffer.dmaAddress + 128n, 1)).toThrow(SyncError);
  });
});
