// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import { execFileSync } from 'node:child_process';
import {
  closeSync,
  constants,
  existsSync,
  mkdirSync,
  openSync,
  readSync,
  rmSync,
  symlinkSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';

import { makeFakeMachine } from '../../test/fake-machine.ts';
import type { FakeMachine } from '../../test/fake-machine.ts';
import { getBufferSync, isDriverLoadedSync, listBuffersSync } from '../buffers/list.ts';
import { runCommandsSync } from '../control/batch.ts';
import { commandOf } from '../control/fields.ts';
import { BufferError } from '../error.ts';
import { ValueError } from '../values/error.ts';
import { createBuffer } from './async.ts';
import { createBufferSync, deleteBufferSync } from './sync.ts';

let machine: FakeMachine;
beforeEach(() => (machine = makeFakeMachine()));
afterEach(() => machine.remove());

describe('reading', () => {
  test('a buffer of its own platform device', () => {
    machine.addBuffer('udmabuf8', {}, { name: 'u-dma-buf.1.auto', bus: 'platform' });
    expect(getBufferSync('udmabuf8', { machine })).toEqual({
      name: 'udmabuf8',
      node: join(machine.root, 'dev/udmabuf8'),
      major: 238,
      minor: 0,
      size: 65536,
      dmaAddress: 0x7b410000n,
      parent: 'u-dma-buf.1.auto',
      bus: 'platform',
      coherent: true,
      mmapMode: 'auto',
      syncMode: 1,
      driverVersion: '6.0.0',
      dmaMask: 32,
      origin: 'manager',
      memorySource: 'pages',
      guarded: true,
      temporary: false,
    });
  });

  test('a temporary buffer; a driver that does not tell has none', () => {
    machine.addBuffer('a', { temporary: '1' });
    machine.addBuffer('b', { temporary: '0' });
    machine.addBuffer('c');
    expect(listBuffersSync({ machine }).map(({ temporary }) => temporary)).toEqual([true, false, false]);
  });

  test('a buffer of a PCI device, larger than 4 GiB and above it', () => {
    machine.addBuffer(
      'big',
      { dev: '238:70000', size: '4295032832', phys_addr: '0x0000000100000000', dma_coherent: '0' },
      { name: '0000:00:18.7', bus: 'pci' },
    );
    expect(getBufferSync('big', { machine })).toMatchObject({
      minor: 70000,
      size: 0x100010000,
      dmaAddress: 1n << 32n,
      parent: '0000:00:18.7',
      bus: 'pci',
      coherent: false,
    });
  });

  test('an older driver tells less', () => {
    machine.addBuffer('old', { quirk_mmap_mode: undefined, dma_coherent: undefined, sync_mode: undefined });
    expect(getBufferSync('old', { machine })).toMatchObject({
      mmapMode: undefined,
      coherent: undefined,
      syncMode: undefined,
    });
  });

  test('who asked for it is not known where the manager is older than the driver', () => {
    machine.addBuffer('a', { origin: 'other' });
    machine.addBuffer('b', { origin: 'parameter' });
    const origins = (): unknown => listBuffersSync({ machine }).map(({ origin, guarded }) => [origin, guarded]);
    expect(origins()).toEqual([
      [undefined, true],
      ['parameter', true],
    ]);
    machine.setFeatures('answers');
    expect(origins()).toEqual([
      ['other', true],
      ['parameter', true],
    ]);
  });

  test('a buffer that goes while it is read is not there', () => {
    machine.addBuffer('going', { phys_addr: undefined });
    expect(getBufferSync('going', { machine })).toBeUndefined();
    expect(listBuffersSync({ machine })).toEqual([]);
  });

  test.each(['none', '', '.', '..', '../../etc', 'x/../udmabuf8'])('there is no buffer %p', (name) => {
    machine.addBuffer('udmabuf8');
    expect(getBufferSync(name, { machine })).toBeUndefined();
  });

  test('a name that only a device tree can give is found', () => {
    machine.addBuffer('_frame,buffer');
    expect(getBufferSync('_frame,buffer', { machine })?.name).toBe('_frame,buffer');
  });

  test('the list is ordered as people count', () => {
    for (const name of ['udmabuf10', 'camera', 'udmabuf2', 'udmabuf02', 'udmabuf', '7']) {
      machine.addBuffer(name);
    }
    expect(listBuffersSync({ machine }).map(({ name }) => name)).toEqual([
      '7',
      'camera',
      'udmabuf',
      'udmabuf02',
      'udmabuf2',
      'udmabuf10',
    ]);
  });

  test('without the driver there are no buffers', () => {
    expect(isDriverLoadedSync({ machine })).toBe(false);
    expect(listBuffersSync({ machine })).toEqual([]);
    machine.addBuffer('a');
    expect(isDriverLoadedSync({ machine })).toBe(true);
  });
});

describe('the control device', () => {
  /** A FIFO takes what is written as the control device would, and gives it back. */
  function withFifo<T>(use: (fifo: number) => T): T {
    execFileSync('mkfifo', [machine.controlDevice]);
    const fifo = openSync(machine.controlDevice, constants.O_RDWR | constants.O_NONBLOCK);
    try {
      return use(fifo);
    } finally {
      closeSync(fifo);
    }
  }

  function written(send: () => void): string {
    return withFifo((fifo) => {
      send();
      const bytes = Buffer.alloc(4096);
      return bytes.toString('latin1', 0, readSync(fifo, bytes));
    });
  }

  test('gets a create, and the new buffer is returned', () => {
    machine.addBuffer('udmabuf9', {}, { name: '0000:00:18.7', bus: 'pci' });
    const text = written(() => {
      const buffer = createBufferSync(
        { name: 'udmabuf9', size: '64K', bus: 'pci', device: '0000:00:18.7' },
        { machine },
      );
      expect(buffer).toMatchObject({ name: 'udmabuf9', size: 65536 });
    });
    expect(text).toBe('create udmabuf9 65536 bus=pci device=0000:00:18.7\n');
  });

  test('gets a delete', () => {
    expect(written(() => deleteBufferSync('udmabuf8', { machine }))).toBe('delete udmabuf8\n');
  });

  describe('that gives answers', () => {
    beforeEach(() => machine.setFeatures('answers limits errno'));

    /** The FIFO holds the answer before the command, and the client reads both. */
    const answered = (line: string, send: () => void): void =>
      withFifo((fifo) => {
        writeSync(fifo, `${line}\n`);
        send();
      });

    test('tells of the new buffer all that its user needs', () => {
      answered('ok create udmabuf9 minor=3 size=65536 phys=0x7b410000', () =>
        expect(createBufferSync({ name: 'udmabuf9', size: '64K' }, { machine })).toEqual({
          name: 'udmabuf9',
          node: join(machine.root, 'dev/udmabuf9'),
          minor: 3,
          size: 65536,
          dmaAddress: 0x7b410000n,
        }),
      );
    });

    test.each(['ok create udmabuf9 minor=3 size=65536', 'ok create udmabuf9 size=65536 phys=0x0', 'ok', 'what?'])(
      '%p leaves the rest to sysfs',
      (line) => {
        machine.addBuffer('udmabuf9');
        answered(line, () =>
          expect(createBufferSync({ name: 'udmabuf9', size: '64K' }, { machine }).dmaAddress).toBe(0x7b410000n),
        );
      },
    );

    test.each([
      ['ok delete a origin=device-tree', 'device-tree'],
      ['ok delete a', undefined],
    ])('%p tells who had made the buffer: %p', (line, origin) => {
      answered(line, () => expect(deleteBufferSync('a', { machine })).toBe(origin));
    });

    test('cannot be read: the write counts', () => {
      symlinkSync('/dev/full', machine.controlDevice);
      expect(() => deleteBufferSync('a', { machine })).toThrow(
        expect.objectContaining({ code: 'refused', errno: 'ENOSPC' }),
      );
    });
  });

  test('a buffer that sysfs does not show after its creation is an error', () => {
    written(() =>
      expect(() => createBufferSync({ name: 'a', size: 1 }, { machine })).toThrow(
        expect.objectContaining({ code: 'not-found', message: expect.stringMatching(/^a was created, but/) }),
      ),
    );
  });

  test('a size that an older manager would cut is not sent', () => {
    machine.addBuffer('a', { size: '65536' });
    const create = (): unknown => createBufferSync({ name: 'a', size: 0x1_0001_0000n }, { machine });
    const message = 'cannot create a: the manager that is loaded may take 4194368K for less: it counts in 32 bits';
    expect(create).toThrow(expect.objectContaining({ code: 'not-loaded' }));
    machine.setFeatures('');
    expect(create).toThrow(expect.objectContaining({ code: 'too-large', message }));
    expect(existsSync(machine.controlDevice)).toBe(false);
    machine.setFeatures('answers');
    expect(create).toThrow(expect.objectContaining({ code: 'not-loaded' }));
  });

  test.each([
    [{ address: 0x70000000 }, 'address='],
    [{ region: 'image_buf' }, 'region='],
  ])('%p is not sent to an older manager', async (place, word) => {
    machine.setFeatures('answers limits errno');
    const message = `cannot create a: the manager that is loaded knows no ${word}: it lacks the feature "place"`;
    const hint = 'load the one of u-dma-buf-mgr-dkms, or restart after its upgrade';
    const error = expect.objectContaining({ code: 'place', message, hint });
    const fields = { name: 'a', size: 4096, ...place };
    expect(() => createBufferSync(fields, { machine })).toThrow(error);
    symlinkSync('/dev/null', machine.controlDevice);
    expect([...runCommandsSync([commandOf(fields)], { machine })].flat()).toEqual([expect.objectContaining({ error })]);
    await expect(createBuffer(fields, { machine })).rejects.toEqual(error);
    machine.setFeatures('answers limits errno place');
    rmSync(machine.controlDevice);
    expect(() => createBufferSync(fields, { machine })).toThrow(expect.objectContaining({ code: 'not-loaded' }));
  });

  test('a bad name is not sent', () => {
    expect(() => createBufferSync({ name: '../x', size: 1 }, { machine })).toThrow(ValueError);
    expect(() => deleteBufferSync('a;delete b', { machine })).toThrow(ValueError);
  });

  test('of another driver is not asked to delete what is in use', () => {
    machine.addBuffer('a', { origin: undefined });
    machine.addProcess(20, 'grabber', [join(machine.deviceDirectory, 'a')]);
    expect(() => deleteBufferSync('a', { machine })).toThrow(
      expect.objectContaining({ code: 'busy', message: 'cannot delete a: it is in use by grabber (20)' }),
    );
  });

  test('is missing: the module is not loaded', () => {
    expect(() => createBufferSync({ name: 'a', size: 1 }, { machine })).toThrow(
      expect.objectContaining({
        code: 'not-loaded',
        errno: 'ENOENT',
        message: `cannot create a: ${machine.controlDevice} does not exist`,
        hint: 'load the module: modprobe u-dma-buf-mgr',
      }),
    );
  });

  test('is a file that a redirect left: it is not written to', () => {
    writeFileSync(machine.controlDevice, 'create udmabuf8 0x10000\n');
    expect(() => deleteBufferSync('a', { machine })).toThrow(
      expect.objectContaining({
        code: 'not-loaded',
        message: `cannot delete a: ${machine.controlDevice} is a regular file, not the module's device`,
        hint: 'remove the file, then load the module: modprobe u-dma-buf-mgr',
      }),
    );
  });

  test('refuses: the errno of the write is told', () => {
    symlinkSync('/dev/full', machine.controlDevice);
    const error = thrownBy(() => deleteBufferSync('a', { machine }));
    expect(error).toBeInstanceOf(BufferError);
    expect(error).toMatchObject({
      code: 'refused',
      errno: 'ENOSPC',
      message: 'cannot delete a: the module answered ENOSPC to "delete a"',
      cause: expect.objectContaining({ code: 'ENOSPC', syscall: 'write' }),
    });
  });

  test('cannot be opened for another reason', () => {
    mkdirSync(machine.controlDevice);
    expect(() => deleteBufferSync('a', { machine })).toThrow(
      expect.objectContaining({ code: 'refused', errno: 'EISDIR' }),
    );
  });
});

function thrownBy(action: () => void): unknown {
  try {
    action();
  } catch (error) {
    return error;
  }
  throw new Error('nothing was thrown');
}
