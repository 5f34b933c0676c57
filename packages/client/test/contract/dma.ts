// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import { deepEqual, equal, ok } from 'node:assert/strict';

import { createBuffer, openBuffer } from '../../src/index.ts';
import type { DmaBuffer } from '../../src/index.ts';
import { pattern } from './helpers.ts';
import type { Clause, Subject } from './subject.ts';

const HALF = 8192;

/** A buffer that the subject's device reaches, whose second half is its target. */
function make({ machine, device }: Subject): Promise<DmaBuffer> {
  return createBuffer({ name: 'a', size: 2 * HALF, bus: device.bus, device: device.name }, { machine });
}

function copyHalf(subject: Subject, { dmaAddress }: DmaBuffer): Promise<void> {
  return subject.copyByDevice(dmaAddress, dmaAddress + BigInt(HALF), HALF);
}

/** What goes on between the CPU and a device. Without its syncs each of these is refused by a strict in-memory machine. */
export function dma(): Clause[] {
  return [
    {
      title: 'the device reads what a mapping has, and a mapping shows what the device wrote',
      check: async (subject) => {
        await using buffer = await make(subject);
        const bytes = new Uint8Array(await buffer.map());
        for (const round of [1, 2, 3]) {
          bytes.set(pattern(HALF).map((byte) => byte ^ round));
          await buffer.sync.forDevice();
          await copyHalf(subject, buffer);
          await buffer.sync.forCpu();
          deepEqual(bytes.subarray(HALF), bytes.subarray(0, HALF));
          equal(bytes[HALF + 1], (pattern(2)[1] ?? 0) ^ round);
        }
      },
    },
    {
      title: 'the device reads what was written, and what it wrote is read, each half in its direction',
      check: async (subject) => {
        await using buffer = await make(subject);
        await buffer.write(pattern(HALF));
        await buffer.sync.forDevice({ size: HALF, direction: 'to-device' });
        await buffer.sync.forDevice({ offset: HALF, direction: 'from-device' });
        await copyHalf(subject, buffer);
        await buffer.sync.forCpu({ offset: HALF, direction: 'from-device' });
        deepEqual(await buffer.read({ offset: HALF }), pattern(HALF));
        await buffer.sync.forCpu({ size: HALF, direction: 'to-device' });
        deepEqual(await buffer.read({ size: HALF }), pattern(HALF));
      },
    },
    {
      title: 'syncs of exported parts do the same, each for its part',
      check: async (subject) => {
        await using buffer = await make(subject);
        using source = await buffer.export({ size: HALF });
        using target = await buffer.export({ offset: HALF });
        const bytes = new Uint8Array(await buffer.map());
        for (const round of [1, 2]) {
          bytes.set(pattern(HALF).map((byte) => byte ^ round));
          await source.sync.forDevice({ direction: 'to-device' });
          await target.sync.forDevice();
          await copyHalf(subject, buffer);
          await target.sync.forCpu({ direction: 'from-device' });
          await source.sync.forCpu({ direction: 'to-device' });
          deepEqual(bytes.subarray(HALF), bytes.subarray(0, HALF));
        }
      },
    },
    {
      title: 'a sync of a part is enough for that part',
      check: async (subject) => {
        await using buffer = await make(subject);
        const bytes = new Uint8Array(await buffer.map());
        bytes.subarray(1000, 1300).fill(7);
        await buffer.sync.forDevice({ offset: 1000, size: 300 });
        await subject.copyByDevice(buffer.dmaAddress + 1000n, buffer.dmaAddress + BigInt(HALF) + 1000n, 300);
        await buffer.sync.forCpu({ offset: HALF + 1000, size: 300, direction: 'from-device' });
        deepEqual(await buffer.read({ offset: HALF + 1000, size: 300 }), new Uint8Array(300).fill(7));
      },
    },
    {
      title: 'a handle without caches needs no sync',
      check: async (subject) => {
        const { machine } = subject;
        await using buffer = await make(subject);
        const uncached = await openBuffer('a', { machine, uncached: true });
        const bytes = new Uint8Array(await uncached.map());
        bytes.set(pattern(HALF));
        await copyHalf(subject, buffer);
        deepEqual(bytes.subarray(HALF), pattern(HALF));
        await uncached.close();
      },
    },
    {
      title: 'a handle to read only reads what others write, and refuses to write',
      check: async (subject) => {
        const { machine } = subject;
        await using buffer = await make(subject);
        const reader = await openBuffer('a', { machine, readOnly: true });
        await buffer.write(pattern(100));
        deepEqual(await reader.read({ size: 100 }), pattern(100));
        const error: unknown = await reader.write(pattern(1)).catch((cause: unknown) => cause);
        ok(error instanceof Error && 'code' in error && error.code === 'read-only');
        await reader.sync.forDevice({ size: 64 });
        await reader.sync.forCpu({ size: 64 });
        await reader.close();
      },
    },
  ];
}
