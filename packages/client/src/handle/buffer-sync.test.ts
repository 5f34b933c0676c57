// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import { makeFakeMachine } from '../../test/fake-machine.ts';
import type { FakeMachine } from '../../test/fake-machine.ts';
import { IOCTL_SET_SYNC } from '../machine/ioctl-numbers.ts';
import type { Machine } from '../machine/machine.ts';
import type { OpenFile } from '../machine/system.ts';
import { openBuffer } from '../manage/async.ts';

// The way round attributes that are not to be written. tools/suites/client/run shows that the kernel takes it.

let machine: FakeMachine;
beforeEach(() => {
  machine = makeFakeMachine();
  machine.addBuffer('a');
});
afterEach(() => machine.remove());

interface Request {
  readonly request: number;
  readonly words: readonly bigint[];
}

/** The machine, with attributes that refuse to be opened, and a node that keeps what it is asked by ioctl. */
function refusing(errno: string, requests: Request[]): Machine {
  const node: Partial<OpenFile> = {
    ioctl: (request, argument) => {
      requests.push({ request, words: [...new BigUint64Array(argument.buffer)] });
      return Promise.resolve();
    },
    close: () => Promise.resolve(),
  };
  const system = {
    ...machine.system,
    openSync: () => {
      throw Object.assign(new Error(errno), { code: errno, errno: -1 });
    },
    openNode: () => Promise.resolve(node as OpenFile),
  };
  return { ...machine, system };
}

test.each(['EACCES', 'EROFS'])('where the attributes answer %s it goes by ioctl', async (errno) => {
  const requests: Request[] = [];
  await using buffer = await openBuffer('a', { machine: refusing(errno, requests) });
  await buffer.sync.forDevice({ offset: 4096, size: 100, direction: 'to-device' });
  await buffer.sync.forCpu({ direction: 'from-device' });
  expect(requests).toEqual([
    { request: IOCTL_SET_SYNC, words: [3n | (1n << 2n), 100n, 4096n] },
    { request: IOCTL_SET_SYNC, words: [1n | (2n << 2n), 65536n, 0n] },
  ]);
});

test('other errors are the caller’s', async () => {
  const requests: Request[] = [];
  await using buffer = await openBuffer('a', { machine: refusing('ENODEV', requests) });
  await expect(buffer.sync.forCpu()).rejects.toMatchObject({ code: 'gone', errno: 'ENODEV' });
  expect(requests).toEqual([]);
});
