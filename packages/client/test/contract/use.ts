// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import { deepEqual, equal, match, notEqual, ok, throws } from 'node:assert/strict';
import { constants } from 'node:fs';
import { join } from 'node:path';

import {
  createBuffer,
  createBufferSync,
  deleteBuffer,
  getBufferSync,
  openBuffer,
  readUsersSync,
} from '../../src/index.ts';
import { pattern, refusal } from './helpers.ts';
import type { Clause, Subject } from './subject.ts';

const SIZE = 65536;

const closed = (action: string): object => ({
  code: 'closed',
  errno: '',
  column: undefined,
  message: `cannot ${action}: this handle is closed`,
  hint: undefined,
});

const gone = (action: string, errno: string): object => ({
  code: 'gone',
  errno,
  column: undefined,
  message: `cannot ${action}: it was taken away: its device was unbound or unplugged`,
  hint: 'close it, and open it again when it is back',
});

/** Somebody has an exported part, whom nobody can name. */
const busy = {
  code: 'busy',
  errno: 'EBUSY',
  column: 8,
  message: 'cannot delete a: it is open, mapped or exported',
  hint: 'see who has it open: fuser -v /dev/a; who holds an exported part is not shown',
};

/** Using a buffer through its handle. */
export function use(): Clause[] {
  return [
    {
      title: 'what is written is read, by everybody who has it open',
      check: async ({ machine }) => {
        await using buffer = await createBuffer({ name: 'a', size: SIZE }, { machine });
        await using other = await openBuffer('a', { machine });
        await buffer.write(pattern(SIZE));
        deepEqual(await other.read(), pattern(SIZE));
        await other.write(Uint8Array.of(1, 2, 3), SIZE - 3);
        deepEqual([...(await buffer.read({ offset: SIZE - 4 }))], [pattern(SIZE)[SIZE - 4], 1, 2, 3]);
        deepEqual(await buffer.read({ offset: 100n, size: 50 }), pattern(SIZE).subarray(100, 150));
        equal((await buffer.read({ offset: SIZE })).length, 0);
        await other.close();
      },
    },
    {
      title: 'a new buffer is all zeros',
      check: async ({ machine }) => {
        for (let round = 0; round < 3; round++) {
          await using buffer = await createBuffer({ name: 'a', size: SIZE }, { machine });
          ok((await buffer.read()).every((byte) => byte === 0));
          await buffer.write(pattern(SIZE));
        }
      },
    },
    {
      title: 'ranges that leave the buffer are refused, and nothing is written',
      check: async ({ machine }) => {
        await using buffer = await createBuffer({ name: 'a', size: 100 }, { machine });
        const range = (action: string, size: string, offset: string): object => ({
          code: 'range',
          errno: '',
          column: undefined,
          message: `cannot ${action}: ${size} from ${offset} on is no range of its 100 bytes`,
          hint: undefined,
        });
        deepEqual(await refusal(() => buffer.read({ offset: 50, size: 51 })), range('read a', '51', '50'));
        deepEqual(await refusal(() => buffer.read({ offset: 101 })), range('read a', 'the rest', '101'));
        deepEqual(await refusal(() => buffer.read({ offset: -1n })), range('read a', 'the rest', '-1'));
        deepEqual(await refusal(() => buffer.read({ offset: 0.5 })), range('read a', 'the rest', '0.5'));
        deepEqual(await refusal(() => buffer.write(pattern(101))), range('write a', '101', '0'));
        deepEqual(await refusal(() => buffer.map({ size: 101 })), range('map a', '101', '0'));
        deepEqual(await refusal(() => buffer.sync.forCpu({ offset: 101 })), range('sync a for cpu', 'the rest', '101'));
        ok((await buffer.read()).every((byte) => byte === 0));
      },
    },
    {
      title: 'a mapping is the memory itself',
      check: async ({ machine }) => {
        await using buffer = await createBuffer({ name: 'a', size: SIZE }, { machine });
        const bytes = new Uint8Array(await buffer.map());
        equal(bytes.length, SIZE);
        bytes.set(pattern(SIZE));
        deepEqual(await buffer.read(), pattern(SIZE));
        await buffer.write(Uint8Array.of(9, 8, 7), 1000);
        deepEqual([...bytes.subarray(1000, 1003)], [9, 8, 7]);
      },
    },
    {
      title: 'all mappings are the same memory',
      check: async ({ machine }) => {
        await using buffer = await createBuffer({ name: 'a', size: SIZE }, { machine });
        const other = await openBuffer('a', { machine });
        const [mine, theirs] = [new Uint8Array(await buffer.map()), new Uint8Array(await other.map())];
        mine[5] = 5;
        equal(theirs[5], 5);
        await other.close();
        equal(mine[5], 5);
      },
    },
    {
      title: 'a part is mapped, wherever it begins',
      check: async ({ machine }) => {
        await using buffer = await createBuffer({ name: 'a', size: SIZE }, { machine });
        await buffer.write(pattern(SIZE));
        for (const [offset, size] of [
          [4096, 4096],
          [100, 10],
          [8191, 2],
        ] as const) {
          const memory = await buffer.map({ offset, size });
          deepEqual(new Uint8Array(memory), pattern(SIZE).subarray(offset, offset + size));
          buffer.unmap(memory);
        }
      },
    },
    {
      title: 'a view that outlives its mapping shows nothing, and what is written to it goes nowhere',
      check: async ({ machine }) => {
        await using buffer = await createBuffer({ name: 'a', size: SIZE }, { machine });
        const memory = await buffer.map();
        const bytes = new Uint8Array(memory);
        bytes.fill(1);
        buffer.unmap(memory);
        equal(bytes[0], 0);
        equal(bytes[SIZE - 1], 0);
        bytes[0] = 2;
        bytes.fill(3);
        equal((await buffer.read({ size: 1 }))[0], 1);
      },
    },
    {
      title: 'closing unmaps, and so lets go of the buffer',
      check: async ({ machine }) => {
        createBufferSync({ name: 'a', size: SIZE }, { machine });
        const buffer = await openBuffer('a', { machine });
        const bytes = new Uint8Array(await buffer.map());
        await buffer.close();
        equal(bytes[0], 0);
        equal(await deleteBuffer('a', { machine }), 'manager');
        equal(bytes[SIZE - 1], 0);
      },
    },
    {
      title: 'nothing can be mapped of nothing',
      check: async ({ machine }) => {
        await using buffer = await createBuffer({ name: 'a', size: SIZE }, { machine });
        deepEqual(await refusal(() => buffer.map({ size: 0 })), {
          code: 'range',
          errno: 'EINVAL',
          column: undefined,
          message: 'cannot map a: the driver does not take this range',
          hint: undefined,
        });
      },
    },
    {
      title: 'an open buffer cannot be deleted',
      check: async ({ machine }) => {
        await using buffer = await createBuffer({ name: 'a', size: SIZE }, { machine });
        const { message, ...told } = await refusal(() => deleteBuffer('a', { machine }));
        deepEqual(told, { code: 'busy', errno: 'EBUSY', column: 8, hint: undefined });
        match(message, new RegExp(`^cannot delete a: it is in use by \\S+ \\(${process.pid}\\)$`));
        const [user] = readUsersSync(['a'], { machine }).byName.get('a') ?? [];
        deepEqual(user && { ...user, command: '' }, { pid: process.pid, command: '', open: true, mapped: false });
        await buffer.map();
        equal(readUsersSync(['a'], { machine }).byName.get('a')?.[0]?.mapped, true);
        notEqual(getBufferSync('a', { machine }), undefined);
      },
    },
    {
      title: 'a closed handle says so',
      check: async ({ machine }) => {
        createBufferSync({ name: 'a', size: SIZE }, { machine });
        const buffer = await openBuffer('a', { machine });
        await Promise.all([buffer.close(), buffer.close()]);
        deepEqual(await refusal(() => buffer.read()), closed('read a'));
        deepEqual(await refusal(() => buffer.write(pattern(1))), closed('write a'));
        deepEqual(await refusal(() => buffer.map()), closed('map a'));
        deepEqual(await refusal(() => buffer.export()), closed('export a'));
        deepEqual(await refusal(() => buffer.sync.forCpu()), closed('sync a for cpu'));
        await deleteBuffer('a', { machine });
      },
    },
    {
      title: 'disposing of an opened buffer leaves it, of a created one deletes it',
      check: async ({ machine }) => {
        {
          await using created = await createBuffer({ name: 'a', size: SIZE }, { machine });
          {
            await using opened = await openBuffer(created.name, { machine });
            equal(opened.size, SIZE);
          }
          notEqual(getBufferSync('a', { machine }), undefined);
        }
        equal(getBufferSync('a', { machine }), undefined);
      },
    },
    {
      title: 'closing waits for what is being read and written',
      check: async ({ machine }) => {
        await using buffer = await createBuffer({ name: 'a', size: SIZE }, { machine });
        const handle = await openBuffer('a', { machine });
        const writing = handle.write(pattern(SIZE));
        await handle.close();
        await writing;
        deepEqual(await buffer.read(), pattern(SIZE));
      },
    },
    {
      title: 'a node of another device is not opened in the place of the buffer',
      check: async (subject) => {
        const { machine } = subject;
        createBufferSync({ name: 'a', size: SIZE }, { machine });
        const info = getBufferSync('a', { machine });
        ok(info);
        const { node, major, minor } = info;
        subject.replaceNode('a');
        deepEqual(await refusal(() => openBuffer('a', { machine })), {
          code: 'foreign',
          errno: '',
          column: undefined,
          message: `cannot use a: ${node} is not its node, which has the device number ${major}:${minor}`,
          hint: `see what it is: ls -l -d ${node}; delete the buffer, and create it under another name`,
        });
        deepEqual([...readUsersSync(['a'], { machine }).byName], []);
        equal(await deleteBuffer('a', { machine }), 'manager');
        subject.removeNode('a');
      },
    },
    ...syncing(),
    ...exporting(),
    ...takenAway(),
  ];
}

function syncing(): Clause[] {
  const ranges = [
    {},
    { offset: 4096, size: 4096 },
    { offset: 1, size: 1 },
    { offset: SIZE - 3, size: 3 },
    { direction: 'to-device' },
    { offset: 16n, size: 100n, direction: 'from-device' },
    { size: 0 },
  ] as const;
  return [
    {
      title: 'a sync hands the buffer over',
      check: async ({ machine }) => {
        await using buffer = await createBuffer({ name: 'a', size: SIZE }, { machine });
        equal(buffer.sync.owner, 'cpu');
        for (const range of ranges) {
          await buffer.sync.forDevice(range);
          equal(buffer.sync.owner, 'device');
          await buffer.sync.forCpu(range);
          equal(buffer.sync.owner, 'cpu');
        }
      },
    },
    {
      title: 'a value that carries its own range hands it over unless it is 0, in any direction',
      check: async ({ machine }) => {
        await using buffer = await createBuffer({ name: 'a', size: SIZE }, { machine });
        const write = (owner: string, value: bigint): void => {
          const path = join(machine.classDirectory, 'a', `sync_for_${owner}`);
          const file = machine.system.openSync(path, constants.O_WRONLY);
          try {
            file.write(Buffer.from(String(value)));
          } finally {
            file.close();
          }
        };
        write('device', 0n);
        equal(buffer.sync.owner, 'cpu');
        for (const bits of [0n, 1n, 4n, 8n, 12n, 13n]) {
          write('device', (4096n << 32n) | 64n | bits);
          equal(buffer.sync.owner, 'device');
          write('cpu', 2n | bits);
          equal(buffer.sync.owner, 'cpu');
        }
        throws(() => write('device', (BigInt(SIZE) << 32n) | 16n), { code: 'EINVAL' });
        equal(buffer.sync.owner, 'cpu');
      },
    },
    {
      title: 'a sync hands a buffer over whose size is no multiple of what a value can say',
      check: async ({ machine }) => {
        for (const size of [1, 15, 17, 4097]) {
          await using buffer = await createBuffer({ name: 'a', size }, { machine });
          await buffer.sync.forDevice();
          equal(buffer.sync.owner, 'device');
          await buffer.sync.forCpu({ offset: size - 1 });
          equal(buffer.sync.owner, 'cpu');
        }
      },
    },
  ];
}

function exporting(): Clause[] {
  return [
    {
      title: 'an exported part has a descriptor and its address, and holds the buffer',
      check: async ({ machine }) => {
        createBufferSync({ name: 'a', size: SIZE }, { machine });
        const buffer = await openBuffer('a', { machine });
        const whole = await buffer.export();
        const part = await buffer.export({ offset: 4096, size: 8192 });
        deepEqual([whole.size, part.size], [SIZE, 8192]);
        deepEqual([whole.dmaAddress, part.dmaAddress], [buffer.dmaAddress, buffer.dmaAddress + 4096n]);
        ok(whole.fd > 2 && part.fd > 2 && whole.fd !== part.fd);
        await buffer.close();
        whole.close();
        deepEqual(await refusal(() => deleteBuffer('a', { machine })), busy);
        part.close();
        part.close();
        deepEqual(await refusal(() => part.sync.forCpu()), closed('sync an exported part of a for cpu'));
        equal(await deleteBuffer('a', { machine }), 'manager');
      },
    },
    {
      title: 'a part that is no whole pages cannot be exported',
      check: async ({ machine }) => {
        await using buffer = await createBuffer({ name: 'a', size: SIZE }, { machine });
        for (const range of [{ offset: 1, size: 4096 }, { size: 100 }, { size: 0 }]) {
          deepEqual(await refusal(() => buffer.export(range)), {
            code: 'range',
            errno: 'EINVAL',
            column: undefined,
            message: 'cannot export a: the driver does not take this range',
            hint: undefined,
          });
        }
      },
    },
  ];
}

function takenAway(): Clause[] {
  const check = async (subject: Subject): Promise<void> => {
    const { machine } = subject;
    await using _ = await createBuffer({ name: 'other', size: SIZE }, { machine });
    createBufferSync({ name: 'a', size: SIZE }, { machine });
    const buffer = await openBuffer('a', { machine });
    subject.takeAway('a');
    equal(getBufferSync('a', { machine }), undefined);
    deepEqual(await refusal(() => buffer.read()), gone('read a', 'ENODEV'));
    deepEqual(await refusal(() => buffer.write(pattern(1))), gone('write a', 'ENODEV'));
    deepEqual(await refusal(() => buffer.map()), gone('map a', 'ENODEV'));
    deepEqual(await refusal(() => buffer.export()), gone('export a', 'ENODEV'));
    deepEqual(await refusal(() => buffer.sync.forCpu()), gone('sync a for cpu', 'ENOENT'));
    await buffer.close();
  };
  return [{ title: 'a buffer that was taken away says so', check }];
}
