// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import { array, assert, asyncProperty, boolean, constantFrom, integer, nat, record } from 'fast-check';

import type { DmaBuffer } from '../handle/dma-buffer.ts';
import { createBuffer, openBuffer } from '../manage/async.ts';
import { createTestMachine, SyncError } from './index.ts';
import type { TestMachine, TestMachineOptions } from './index.ts';

// A buffer whose device does not see the CPU's caches.

const SIZE = 4096;
const all = (value: number, size = SIZE): Uint8Array<ArrayBuffer> => new Uint8Array(size).fill(value);

let machine: TestMachine;
let buffer: DmaBuffer;
let view: Uint8Array<ArrayBuffer>;

async function begin(options: TestMachineOptions): Promise<void> {
  machine = createTestMachine(options);
  buffer = await createBuffer({ name: 'a', size: SIZE }, { machine });
  view = new Uint8Array(await buffer.map());
}

const deviceReads = (offset = 0, size = SIZE): Uint8Array => machine.readDma(buffer.dmaAddress + BigInt(offset), size);
const deviceWrites = (bytes: Uint8Array, offset = 0): void =>
  machine.writeDma(buffer.dmaAddress + BigInt(offset), bytes);

describe('that forgives nothing, and tells nothing', () => {
  beforeEach(() => begin({ strict: false }));

  test('what the CPU wrote is in memory after a sync for the device, and not before', async () => {
    view.fill(1);
    expect(deviceReads()).toEqual(all(0));
    await buffer.sync.forDevice({ direction: 'to-device' });
    expect(deviceReads()).toEqual(all(1));
  });

  test('what the device wrote is seen after a sync for the CPU, and not before', async () => {
    deviceWrites(all(2));
    expect(view).toEqual(all(0));
    expect(await buffer.read()).toEqual(all(0));
    await buffer.sync.forCpu({ direction: 'from-device' });
    expect(view).toEqual(all(2));
    expect(await buffer.read()).toEqual(all(2));
  });

  test('a sync moves whole lines of its range, and no others', async () => {
    view.fill(1);
    await buffer.sync.forDevice({ offset: 100, size: 1 });
    expect(deviceReads()).toEqual(Uint8Array.of(...all(0, 64), ...all(1, 64), ...all(0, SIZE - 128)));
  });

  test.each([
    ['to-device', 1],
    ['from-device', 0],
    ['bidirectional', 1],
  ] as const)('for the device, %s: memory has %p', async (direction, value) => {
    view.fill(1);
    await buffer.sync.forDevice({ direction });
    expect(deviceReads()).toEqual(all(value));
    expect(view).toEqual(all(value));
  });

  test.each([
    ['to-device', 0],
    ['from-device', 2],
    ['bidirectional', 2],
  ] as const)('for the CPU, %s: it sees %p', async (direction, value) => {
    deviceWrites(all(2));
    await buffer.sync.forCpu({ direction });
    expect(view).toEqual(all(value));
  });

  test('a line that only the caches hold overwrites what the device wrote, whole', async () => {
    view[5] = 1;
    deviceWrites(all(2));
    machine.evict();
    expect(deviceReads(0, 128)).toEqual(Uint8Array.of(0, 0, 0, 0, 0, 1, ...all(0, 58), ...all(2, 64)));
    await buffer.sync.forCpu();
    expect(view[6]).toBe(0);
  });

  test('a sync for the CPU loses what only the caches hold, but at the ends of its range', async () => {
    view.fill(1);
    await buffer.sync.forCpu({ offset: 32, size: 128 });
    expect(view.subarray(0, 256)).toEqual(Uint8Array.of(...all(1, 64), ...all(0, 64), ...all(1, 128)));
  });

  test('caches make room by themselves, at the same times for the same seed', async () => {
    const seen = async (evictions: number): Promise<string> => {
      await begin({ strict: false, evictions });
      view.fill(1);
      return Buffer.from(deviceReads()).toString('hex');
    };
    const runs = [await seen(1), await seen(1)];
    expect(runs[0]).toBe(runs[1]);
    expect(runs[0]).toContain('01');
    expect(runs[0]).toContain('00');
    expect(await seen(2)).not.toBe(runs[0]);
  });

  test('a mapping of a file opened without caches is memory itself', async () => {
    await using other = await openBuffer('a', { machine, uncached: true });
    const memory = new Uint8Array(await other.map());
    memory.fill(3);
    expect(deviceReads()).toEqual(all(3));
    deviceWrites(all(4));
    expect(memory).toEqual(all(4));
    expect(await other.read()).toEqual(all(4));
  });
});

test.each<[string, TestMachineOptions & { mmapMode?: 'off' }]>([
  ['whose device sees the caches', { coherent: true }],
  ['that is mapped without caches', { mmapMode: 'off' }],
])('a buffer %s needs no sync', async (_, { mmapMode, ...options }) => {
  machine = createTestMachine(options);
  buffer = await createBuffer({ name: 'a', size: SIZE, mmapMode }, { machine });
  view = new Uint8Array(await buffer.map());
  view.fill(1);
  expect(deviceReads()).toEqual(all(1));
  deviceWrites(all(2));
  expect(view).toEqual(all(2));
});

test('devices say for themselves what they see', async () => {
  const device = { bus: 'pci', name: '0000:00:04.0', coherent: true };
  machine = createTestMachine({ devices: [device] });
  buffer = await createBuffer({ name: 'a', size: SIZE, bus: 'pci', device: device.name }, { machine });
  expect(buffer.info.coherent).toBe(true);
  deviceWrites(all(2));
  expect(await buffer.read()).toEqual(all(2));
});

describe('that is strict, as it is unless something else is asked for', () => {
  beforeEach(() => begin({}));

  const caught = (work: () => unknown): Promise<unknown> =>
    Promise.resolve()
      .then(work)
      .then(
        () => undefined,
        (error: unknown) => error,
      );

  test.each<[string, () => unknown, Partial<SyncError>]>([
    [
      'the device reads what only the caches hold',
      () => {
        view[70] = 1;
        return deviceReads();
      },
      { forgotten: 'sync.forDevice', offset: 64, size: 64 },
    ],
    [
      'the device writes beside what only the caches hold',
      () => {
        view[70] = 1;
        deviceWrites(all(2, 1), 64);
      },
      { forgotten: 'sync.forDevice', offset: 64, size: 64 },
    ],
    [
      'the CPU reads what the device wrote',
      () => {
        deviceWrites(all(2, 100), 100);
        return buffer.read();
      },
      { forgotten: 'sync.forCpu', offset: 64, size: 192 },
    ],
    [
      'the CPU writes to what the device has',
      async () => {
        await buffer.sync.forDevice({ offset: 0, size: 128 });
        await buffer.write(all(1, 10), 60);
      },
      { forgotten: 'sync.forCpu', offset: 0, size: 128 },
    ],
    [
      'the CPU has written to a mapping of what the device has: the next call tells',
      async () => {
        await buffer.sync.forDevice();
        view[SIZE - 1] = 1;
        await buffer.sync.forCpu();
      },
      { forgotten: 'sync.forCpu', offset: SIZE - 64, size: 64 },
    ],
    [
      'the CPU has written to a mapping beside what the device wrote',
      () => {
        deviceWrites(all(2, 1));
        view[1] = 1;
        return deviceReads(128, 1);
      },
      { forgotten: 'sync.forCpu', offset: 0, size: 64 },
    ],
  ])('%s', async (_, work, told) => {
    const error = await caught(work);
    expect(error).toBeInstanceOf(SyncError);
    expect(error).toMatchObject({ buffer: 'a', ...told });
  });

  test('the error names the range and the call', async () => {
    deviceWrites(all(2, 100), 100);
    await expect(buffer.read()).rejects.toThrow(
      new Error(
        'the CPU reads a, where the device has written the bytes 64 to 255; call sync.forCpu({ offset: 64, size: 192 }) before',
      ),
    );
  });

  test('closing and deleting never throws it', async () => {
    deviceWrites(all(2));
    view.fill(1);
    await buffer[Symbol.asyncDispose]();
  });
});

/** A program that syncs as it should, step by step, and what it should see. */
const steps = array(
  record({ byDevice: boolean(), offset: nat(SIZE - 1), size: integer({ min: 1, max: 300 }), value: nat(255) }),
  { maxLength: 20 },
);

test('whoever syncs as he should sees the same on every machine, whenever caches make room', () =>
  assert(
    asyncProperty(steps, nat(), constantFrom(true, false), async (plan, evictions, coherent) => {
      await begin({ coherent, evictions });
      const expected = all(0);
      for (const { byDevice, offset, size: wanted, value } of plan) {
        const size = Math.min(wanted, SIZE - offset);
        expected.fill(value, offset, offset + size);
        if (byDevice) {
          await buffer.sync.forDevice();
          deviceWrites(all(value, size), offset);
          expect(Buffer.compare(deviceReads(), expected)).toBe(0);
          await buffer.sync.forCpu();
        } else {
          view.fill(value, offset, offset + size);
        }
        expect(Buffer.compare(view, expected)).toBe(0);
        expect(Buffer.compare(await buffer.read(), expected)).toBe(0);
      }
    }),
    { numRuns: 40 },
  ));
