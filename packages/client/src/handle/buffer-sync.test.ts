// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import { basename } from 'node:path';

import { makeFakeMachine } from '../../test/fake-machine.ts';
import type { FakeMachine } from '../../test/fake-machine.ts';
import { handOverSync } from '../manage/hand-over-sync.ts';
import {
  IOCTL_GET_SYNC,
  IOCTL_SET_SYNC,
  IOCTL_SET_SYNC_FOR_CPU,
  IOCTL_SET_SYNC_FOR_DEVICE,
} from '../machine/ioctl-numbers.ts';
import type { Machine } from '../machine/machine.ts';
import type { OpenFile, SyncFile } from '../machine/system.ts';
import { openBuffer } from '../manage/async.ts';

let machine: FakeMachine;
beforeEach(() => {
  machine = makeFakeMachine();
  machine.addBuffer('a', { sync_offset: '0x2000', sync_size: '4096', sync_direction: '2' });
  machine.addBuffer('b', { size: String(1n << 33n), sync_offset: '0x2000', sync_size: '4096', sync_direction: '2' });
});
afterEach(() => machine.remove());

interface Request {
  readonly request: number;
  readonly words: readonly bigint[];
}

/** Bytes of the buffer b that no value of `sync_for_…` can say. */
const far = { offset: 1n << 32n, size: 4096, direction: 'to-device' } as const;

/** The machine, with a node that keeps what it is asked by ioctl, and attributes that are opened so. */
function withNode(requests: Request[], open: (path: string) => SyncFile): Machine {
  const node: Partial<OpenFile> = {
    ioctl: (request, argument) => {
      const words = new BigUint64Array(argument.buffer);
      requests.push({ request, words: [...words] });
      if (request === IOCTL_GET_SYNC) {
        words.set([(1n << 16n) | (1n << 8n) | (2n << 2n), 4096n, 0x2000n]);
      }
      return Promise.resolve();
    },
    close: () => Promise.resolve(),
  };
  const system = {
    ...machine.system,
    openSync: open,
    open: async (path: string): Promise<OpenFile> => {
      const file = open(path);
      const unused = (): Promise<never> => Promise.reject(new Error());
      return Promise.resolve({
        isRegular: true,
        read: unused,
        write: async (bytes) => Promise.resolve(file.write(bytes)),
        ioctl: unused,
        map: unused,
        close: () => Promise.resolve(),
      });
    },
    openNode: () => Promise.resolve(node as OpenFile),
  };
  return { ...machine, system };
}

function refusing(errno: string, requests: Request[]): Machine {
  return withNode(requests, () => {
    throw Object.assign(new Error(errno), { code: errno, errno: -1 });
  });
}

function keeping(written: string[]): Machine {
  return withNode([], (path) => ({
    isRegular: true,
    read: () => 0,
    write: (bytes) => {
      written.push(`${basename(path)} ${Buffer.from(bytes).toString()}`);
      return bytes.length;
    },
    close: () => undefined,
  }));
}

describe.each(['EACCES', 'EROFS'])('where the attributes answer %s', (errno) => {
  test('a sync goes by ioctl', async () => {
    const requests: Request[] = [];
    await using buffer = await openBuffer('a', { machine: refusing(errno, requests) });
    await buffer.sync.forDevice({ offset: 4096, size: 96, direction: 'to-device' });
    await buffer.sync.forCpu({ direction: 'from-device' });
    expect(requests).toEqual([
      { request: IOCTL_SET_SYNC_FOR_DEVICE, words: [(4096n << 32n) | 96n | 5n] },
      { request: IOCTL_SET_SYNC_FOR_CPU, words: [65536n | 9n] },
    ]);
  });

  test('what takes the stored arguments leaves them as they were', async () => {
    const requests: Request[] = [];
    await using buffer = await openBuffer('b', { machine: refusing(errno, requests) });
    await buffer.sync.forDevice(far);
    expect(requests).toEqual([
      { request: IOCTL_GET_SYNC, words: [0n, 0n, 0n] },
      { request: IOCTL_SET_SYNC, words: [3n | (1n << 2n), 4096n, far.offset] },
      { request: IOCTL_SET_SYNC, words: [2n << 2n, 4096n, 0x2000n] },
    ]);
  });

  test('without opening it there is no way', () => {
    expect(() => handOverSync('a', 'cpu', { machine: refusing(errno, []) })).toThrow(
      expect.objectContaining({
        code: 'permission',
        errno,
        message: 'cannot sync a for cpu: no permission to write its attributes',
      }),
    );
  });
});

test('other errors are the caller’s', async () => {
  const requests: Request[] = [];
  await using buffer = await openBuffer('a', { machine: refusing('ENODEV', requests) });
  await expect(buffer.sync.forCpu()).rejects.toMatchObject({ code: 'gone', errno: 'ENODEV' });
  expect(requests).toEqual([]);
});

const farWritten = [
  'sync_offset 4294967296',
  'sync_size 4096',
  'sync_direction 1',
  'sync_for_device 1',
  'sync_offset 0x2000',
  'sync_size 4096',
  'sync_direction 2',
];

test('what takes the stored arguments leaves them as they were, one after the other', async () => {
  const written: string[] = [];
  await using buffer = await openBuffer('b', { machine: keeping(written) });
  await Promise.all([buffer.sync.forDevice(far), buffer.sync.forDevice(far)]);
  expect(written).toEqual([...farWritten, ...farWritten]);
});

describe('handOverSync', () => {
  test('writes what the handle would', () => {
    const written: string[] = [];
    handOverSync('b', 'device', { ...far, machine: keeping(written) });
    handOverSync('b', 'cpu', { offset: 32, size: 16, machine: keeping(written) });
    expect(written).toEqual([...farWritten, `sync_for_cpu ${(32n << 32n) | 17n}`]);
  });

  test('names a buffer that is not there, and a range that leaves it', () => {
    expect(() => handOverSync('c', 'cpu', { machine })).toThrow(
      expect.objectContaining({ code: 'not-found', message: 'cannot sync c for cpu: there is no such buffer' }),
    );
    expect(() => handOverSync('a', 'cpu', { machine, size: 65537 })).toThrow(
      expect.objectContaining({ code: 'range' }),
    );
  });
});

test('a direction that there is not is refused', async () => {
  const direction = 'both' as never;
  const wrong = { name: 'ValueError', code: 'direction', value: 'both' };
  await using buffer = await openBuffer('a', { machine: keeping([]) });
  await expect(buffer.sync.forCpu({ direction })).rejects.toMatchObject(wrong);
  expect(() => handOverSync('a', 'cpu', { machine, direction })).toThrow(expect.objectContaining(wrong));
});
