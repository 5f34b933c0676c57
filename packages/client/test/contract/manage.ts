// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import { deepEqual, equal, match, notEqual, ok, rejects, throws } from 'node:assert/strict';

import { commandOf } from '../../src/command.ts';
import {
  createBuffer,
  createBufferSync,
  deleteBuffer,
  deleteBufferSync,
  getBufferSync,
  isDriverLoadedSync,
  listBuffersSync,
  openBuffer,
  runCommandsSync,
  ValueError,
} from '../../src/index.ts';
import { refusal } from './helpers.ts';
import type { Clause } from './subject.ts';

/** Making, finding and deleting buffers. */
export function manage(): Clause[] {
  return [
    {
      title: 'the driver is there, and has no buffers',
      check: async ({ machine }) => {
        ok(isDriverLoadedSync({ machine }));
        deepEqual(listBuffersSync({ machine }), []);
        equal(getBufferSync('none', { machine }), undefined);
        return Promise.resolve();
      },
    },
    {
      title: 'a created buffer is found with all that sysfs tells',
      check: async ({ machine, coherent }) => {
        const handle = await createBuffer({ name: 'a', size: '64K', mmapMode: 'page' }, { machine });
        const info = getBufferSync('a', { machine });
        ok(info);
        deepEqual(handle.info, info);
        const { dmaAddress, parent, major, minor, driverVersion, ...rest } = info;
        deepEqual(rest, {
          name: 'a',
          node: '/dev/a',
          size: 65536,
          bus: 'platform',
          coherent,
          mmapMode: 'page',
          syncMode: 1,
          dmaMask: 32,
          origin: 'manager',
          memorySource: 'pages',
          guarded: true,
          temporary: false,
        });
        equal(dmaAddress % 4096n, 0n);
        ok(dmaAddress > 0n && major > 0 && minor >= 0);
        match(parent ?? '', /^u-dma-buf\.[0-9]+\.auto$/);
        match(driverVersion ?? '', /^[0-9]+\.[0-9]+\.[0-9]+$/);
        await handle[Symbol.asyncDispose]();
        equal(getBufferSync('a', { machine }), undefined);
      },
    },
    {
      title: 'the mmap mode is auto, or on where devices are not coherent, unless it is said',
      check: async ({ machine, coherent }) => {
        for (const mmapMode of [undefined, 'off', 'on', 'auto', 'page'] as const) {
          createBufferSync({ name: 'a', size: 4096, mmapMode }, { machine });
          equal(getBufferSync('a', { machine })?.mmapMode, mmapMode ?? (coherent ? 'auto' : 'on'));
          await deleteBuffer('a', { machine });
        }
      },
    },
    {
      title: 'creating and deleting without waiting says the same',
      check: async ({ machine }) => {
        const created = createBufferSync({ name: 'a', size: 5000 }, { machine });
        const { name, node, size, minor, dmaAddress } = getBufferSync('a', { machine }) ?? created;
        deepEqual(created, { name, node, size, minor, dmaAddress });
        equal(size, 5000);
        equal(deleteBufferSync('a', { machine }), 'manager');
        return Promise.resolve();
      },
    },
    {
      title: 'buffers do not overlap, have minors of their own, and are listed as people count',
      check: async ({ machine }) => {
        const names = ['b10', 'b9', 'b2'];
        for (const name of names) {
          createBufferSync({ name, size: 8192 }, { machine });
        }
        const buffers = listBuffersSync({ machine });
        deepEqual(
          buffers.map(({ name }) => name),
          ['b2', 'b9', 'b10'],
        );
        equal(new Set(buffers.map(({ minor }) => minor)).size, 3);
        const addresses = buffers.map(({ dmaAddress }) => dmaAddress).sort((a, b) => Number(a - b));
        for (const [index, address] of addresses.slice(1).entries()) {
          ok(address - (addresses[index] ?? 0n) >= 8192n);
        }
        for (const name of names) {
          equal(await deleteBuffer(name, { machine }), 'manager');
        }
      },
    },
    {
      title: 'many commands are run in their order, past those that fail',
      check: async ({ machine }) => {
        const commands = ['a', 'a', 'b', 'c'].map((name) => commandOf({ name, size: 4096 }));
        const outcomes = [...runCommandsSync(commands, { machine })].flat();
        deepEqual(
          outcomes.map(({ command, answer, error }) => [command.name, answer?.status, error?.code]),
          [
            ['a', 'ok', undefined],
            ['a', 'error', 'exists'],
            ['b', 'ok', undefined],
            ['c', 'ok', undefined],
          ],
        );
        for (const name of ['a', 'b', 'c']) {
          await deleteBuffer(name, { machine });
        }
      },
    },
    {
      title: 'a buffer for a device has it as its parent',
      check: async ({ machine, device }) => {
        await using buffer = await createBuffer(
          { name: 'a', size: 4096, bus: device.bus, device: device.name },
          { machine },
        );
        equal(buffer.info.parent, device.name);
        equal(buffer.info.bus, device.bus);
      },
    },
    {
      title: 'a buffer lies at the address that is asked for, or is not made',
      check: async ({ machine }) => {
        for (const mmapMode of ['on', 'auto', 'page'] as const) {
          const { dmaAddress: address } = createBufferSync({ name: 'a', size: '8M', mmapMode: 'page' }, { machine });
          const taken = await refusal(() =>
            createBuffer({ name: 'b', size: 4096, address: address + 4096n }, { machine }),
          );
          deepEqual([taken.code, taken.errno], ['place', 'EBUSY']);
          match(taken.message, /: address 0x[0-9a-f]+: memory at this address is in use and cannot be moved away$/);
          match(taken.hint ?? '', /^the buffer a is there: 8M at 0x/);
          await deleteBuffer('a', { machine });
          // The kernel may take a page there before we do.
          const [outcome] = [
            ...runCommandsSync([commandOf({ name: 'a', size: '8M', mmapMode, address })], { machine }),
          ].flat();
          equal(getBufferSync('a', { machine })?.dmaAddress, outcome?.error === undefined ? address : undefined);
          if (outcome?.error === undefined) {
            await deleteBuffer('a', { machine });
          } else {
            deepEqual([outcome.error.code, outcome.error.errno], ['place', 'EBUSY']);
          }
        }
      },
    },
    {
      title: 'where there is no RAM there is no buffer',
      check: async ({ machine }) => {
        const { code, errno } = await refusal(() =>
          createBuffer({ name: 'a', size: 4096, dmaMask: 64, address: 1n << 45n }, { machine }),
        );
        deepEqual([code, errno], ['place', 'ENXIO']);
      },
    },
    {
      title: 'a region that the device tree does not have gives no buffer',
      check: async ({ machine }) => {
        const { code, errno, column, message } = await refusal(() =>
          createBuffer({ name: 'a', size: 4096, region: 'none' }, { machine }),
        );
        deepEqual([code, errno, column], ['place', 'ENOENT', 22]);
        match(message, /: region none: no such region in the device tree$/);
      },
    },
    {
      title: 'a DMA mask bounds the address',
      check: async ({ machine, narrowMask }) => {
        await using buffer = await createBuffer({ name: 'a', size: 4096, dmaMask: narrowMask }, { machine });
        ok(buffer.dmaAddress + BigInt(buffer.size) <= 1n << BigInt(narrowMask));
      },
    },
    {
      title: 'an address and a name are free again after delete',
      check: async ({ machine }) => {
        for (let round = 0; round < 20; round++) {
          createBufferSync({ name: 'a', size: '1M' }, { machine });
          await deleteBuffer('a', { machine });
        }
        deepEqual(listBuffersSync({ machine }), []);
      },
    },
    {
      title: 'a name in use: EEXIST, and which buffer has it',
      check: async ({ machine }) => {
        await using buffer = await createBuffer({ name: 'a', size: '64K' }, { machine });
        const expected = {
          code: 'exists',
          errno: 'EEXIST',
          column: 8,
          message: `cannot create a: a buffer of this name exists: 64K at 0x${buffer.dmaAddress.toString(16)}`,
          hint: 'delete it first, or choose another name',
        };
        deepEqual(await refusal(() => createBuffer({ name: 'a', size: 4096 }, { machine })), expected);
        deepEqual(await refusal(() => createBufferSync({ name: 'a', size: 4096 }, { machine })), expected);
      },
    },
    {
      title: 'a name that something else has in /dev: EEXIST, and what to look at',
      check: async ({ machine }) => {
        for (const name of ['null', 'zero', 'tty', 'u-dma-buf-mgr']) {
          const expected = {
            code: 'exists',
            errno: 'EEXIST',
            column: 8,
            message: `cannot create ${name}: /dev/${name} exists and is not the node of a buffer`,
            hint: `see what it is: ls -l -d /dev/${name}; choose another name`,
          };
          deepEqual(await refusal(() => createBuffer({ name, size: 4096 }, { machine })), expected);
          deepEqual(await refusal(() => createBufferSync({ name, size: 4096 }, { machine })), expected);
          const [outcome] = [...runCommandsSync([commandOf({ name, size: 4096 })], { machine })].flat();
          deepEqual([outcome?.error?.code, outcome?.error?.message], [expected.code, expected.message]);
        }
      },
    },
    {
      title: 'no such buffer: ENOENT, and what was probably meant',
      check: async ({ machine }) => {
        const expected = { code: 'not-found', errno: 'ENOENT', column: 8 };
        const message = 'cannot delete udmabuf8: there is no such buffer';
        deepEqual(await refusal(() => deleteBuffer('udmabuf8', { machine })), {
          ...expected,
          message,
          hint: 'there are none',
        });
        await using _ = await createBuffer({ name: 'udmabuf9', size: 4096 }, { machine });
        const hint = 'did you mean udmabuf9?';
        deepEqual(await refusal(() => deleteBufferSync('udmabuf8', { machine })), { ...expected, message, hint });
        deepEqual(await refusal(() => openBuffer('udmabuf8', { machine })), {
          code: 'not-found',
          errno: '',
          column: undefined,
          message: 'cannot open udmabuf8: there is no such buffer',
          hint,
        });
      },
    },
    {
      title: 'no such device: ENODEV, and where to look',
      check: async ({ machine, device: { bus } }) => {
        deepEqual(await refusal(() => createBuffer({ name: 'a', size: 4096, bus, device: 'none' }, { machine })), {
          code: 'no-device',
          errno: 'ENODEV',
          column: `create a 4096 bus=${bus} device=`.length + 1,
          message: `cannot create a: there is no device none on the bus ${bus}`,
          hint: `see which there are: ls /sys/bus/${bus}/devices`,
        });
        const told = await refusal(() => createBuffer({ name: 'a', size: 4096, device: 'none' }, { machine }));
        deepEqual([told.code, told.column], ['no-device', 'create a 4096 device='.length + 1]);
      },
    },
    {
      title: 'a bus that this kernel does not have: EINVAL, and ENODEV of one that it has',
      check: async ({ machine, amba }) => {
        const told = await refusal(() => createBuffer({ name: 'a', size: 1, bus: 'amba', device: 'x' }, { machine }));
        const [missingBus, missingDevice] = [
          {
            code: 'refused',
            errno: 'EINVAL',
            column: 'create a 1 bus='.length + 1,
            message: 'cannot create a: bus amba: bus not in this kernel (EINVAL)',
            hint: 'the kernel log may say why: dmesg | grep u-dma-buf',
          },
          {
            code: 'no-device',
            errno: 'ENODEV',
            column: 'create a 1 bus=amba device='.length + 1,
            message: 'cannot create a: there is no device x on the bus amba',
            hint: 'see which there are: ls /sys/bus/amba/devices',
          },
        ];
        deepEqual(told, amba ? missingDevice : missingBus);
      },
    },
    {
      title: 'no memory of this size: ENOMEM, and how much there is',
      check: async ({ machine }) => {
        const { message, ...told } = await refusal(() => createBuffer({ name: 'a', size: '1T' }, { machine }));
        deepEqual(told, {
          code: 'no-memory',
          errno: 'ENOMEM',
          column: 10,
          hint: 'ask for less, free memory, or create it at boot, before the memory is in use',
        });
        match(
          message,
          /^cannot create a: the kernel has no 1T of contiguous memory for it; the largest piece now is [0-9]+[KM], for a DMA mask of 0xffffffff$/,
        );
      },
    },
    {
      title: 'over a limit: EDQUOT, and which',
      check: async (subject) => {
        const { machine } = subject;
        await using _ = await createBuffer({ name: 'a', size: 4096 }, { machine });
        const create = (): Promise<unknown> => createBuffer({ name: 'b', size: 4096 }, { machine });
        const expected = { code: 'quota', errno: 'EDQUOT', column: 10 };
        const raise = (parameter: string): string =>
          `root may raise ${parameter} in /sys/module/u_dma_buf_mgr/parameters`;
        try {
          subject.setLimits({ maxBuffers: 1 });
          deepEqual(await refusal(create), {
            ...expected,
            message: 'cannot create b: there would be more buffers than max_buffers',
            hint: raise('max_buffers'),
          });
          subject.setLimits({ maxBuffers: 0, maxBytes: 8191 });
          deepEqual(await refusal(create), {
            ...expected,
            message: 'cannot create b: there would be more bytes than max_bytes',
            hint: raise('max_bytes'),
          });
        } finally {
          subject.setLimits({ maxBuffers: 0, maxBytes: 0 });
        }
      },
    },
    {
      title: 'what no command can say is a ValueError and not sent',
      check: async ({ machine }) => {
        const fields = [
          { name: '../x', size: 1 },
          { name: 'a', size: 0 },
          { name: 'a', size: '64KB' },
          { name: 'a', size: 1, bus: 'pci' },
          { name: 'a', size: 1, dmaMask: 11 },
        ] as const;
        for (const wrong of fields) {
          await rejects(createBuffer(wrong, { machine }), ValueError);
          throws(() => createBufferSync(wrong, { machine }), ValueError);
        }
        await rejects(deleteBuffer('a;b', { machine }), ValueError);
        deepEqual(listBuffersSync({ machine }), []);
      },
    },
    {
      title: 'a signal that was aborted before keeps the command from being sent',
      check: async ({ machine }) => {
        const signal = AbortSignal.abort(new Error('stop'));
        await rejects(createBuffer({ name: 'a', size: 4096 }, { machine, signal }), /^Error: stop$/);
        equal(getBufferSync('a', { machine }), undefined);
        createBufferSync({ name: 'a', size: 4096 }, { machine });
        await rejects(deleteBuffer('a', { machine, signal }), /^Error: stop$/);
        notEqual(getBufferSync('a', { machine }), undefined);
        deleteBufferSync('a', { machine });
      },
    },
    {
      title: 'a create that is aborted under way leaves no buffer',
      check: async ({ machine }) => {
        const controller = new AbortController();
        const creating = createBuffer({ name: 'a', size: '1M' }, { machine, signal: controller.signal });
        controller.abort();
        await rejects(creating, { name: 'AbortError' });
        for (let wait = 0; wait < 3000 && (wait < 5 || getBufferSync('a', { machine }) !== undefined); wait++) {
          await new Promise((resolve) => setTimeout(resolve, 10));
        }
        equal(getBufferSync('a', { machine }), undefined);
      },
    },
  ];
}
