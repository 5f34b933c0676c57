// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import type { BufferOrigin } from '../buffers/info.ts';
import { commandOf } from '../control/fields.ts';
import type { BufferFields } from '../control/fields.ts';
import { thisMachine } from '../machine/machine.ts';
import type { Machine } from '../machine/machine.ts';
import type { TestBuffer, TestDevice } from './buffer.ts';
import type { Errno, TestCall } from './faults.ts';
import { TestKernel } from './kernel.ts';
import type { TestLimits } from './kernel.ts';
import { TestMemory } from './memory.ts';
import type { TestRegion } from './memory.ts';
import { TestSystem } from './test-system.ts';

export type { TestDevice } from './buffer.ts';
export type { Errno, TestCall } from './faults.ts';
export type { TestLimits } from './kernel.ts';
export type { TestRegion } from './memory.ts';

export interface TestMachineOptions {
  /** Bytes of contiguous memory for buffers, by default 64 MiB. They begin at the address 0x1000000. */
  readonly memory?: number | bigint;
  /** Regions of reserved memory, for buffers that ask for them by name. */
  readonly regions?: readonly TestRegion[];
  /** Devices that buffers can be made for. */
  readonly devices?: readonly TestDevice[];
  readonly limits?: TestLimits;
  /**
   * Whether devices see the CPU's caches, as on a PC. The default is false, as on most ARM boards: CPU and device each see
   * bytes of their own until a sync, and the mmap mode is `on` unless something else is asked for.
   */
  readonly coherent?: boolean;
  /**
   * Whether an access throws a SyncError where a sync should have come before, which is the default. Without it such
   * accesses find and leave what they would on a board.
   */
  readonly strict?: boolean;
  /** A seed: caches make room by themselves, at times that it gives. By default only `evict` has them do so. */
  readonly evictions?: number;
  /** Whether the npm package koffi is there, which is the default. */
  readonly koffi?: boolean;
  readonly driverVersion?: string;
}

/** A machine in this process's memory, for the tests of an application. */
export interface TestMachine extends Machine {
  /** A buffer that is there without the manager, as one of the device tree or of a module parameter. */
  addBuffer(fields: BufferFields, origin?: Exclude<BufferOrigin, 'manager'>): void;
  setLimits(limits: TestLimits): void;
  /** Takes a buffer away although it is in use, as when its device is unplugged. */
  takeAway(name: string): void;
  /** Closes all that this program has open, as the kernel does when it is killed. */
  kill(): void;
  /** Puts the node of another device in the place of a buffer's, as rm and mknod do. */
  replaceNode(name: string): void;
  /** Removes it again. */
  removeNode(name: string): void;
  /** Has the next calls of a kind fail with an errno. */
  fail(call: TestCall, errno: Errno, times?: number): void;
  /** Takes a device away, and the buffers that were made for it. */
  removeDevice(bus: string, name: string): void;
  /** Has the CPU's caches write back what only they hold, as they may at any time. */
  evict(): void;
  /** What the device would read at this DMA address. */
  readDma(address: bigint, size: number): Uint8Array<ArrayBuffer>;
  /** What the device would write. */
  writeDma(address: bigint, bytes: Uint8Array): void;
}

const MEBIBYTE = 1n << 20n;

export function createTestMachine({
  memory = 64n * MEBIBYTE,
  regions = [],
  devices = [],
  limits = {},
  driverVersion = '6.0.0',
  coherent = false,
  strict = true,
  evictions,
  koffi = true,
}: TestMachineOptions = {}): TestMachine {
  const rules = { strict, evicts: evictions === undefined ? () => false : chance(evictions) };
  const kernel = new TestKernel(devices, new TestMemory(BigInt(memory), regions), coherent, rules);
  kernel.setLimits(limits);
  const system = new TestSystem(kernel, thisMachine, driverVersion, koffi);
  return {
    ...thisMachine,
    system,
    addBuffer: (fields, origin = 'other') => void kernel.create(commandOf(fields), origin),
    setLimits: (changed) => kernel.setLimits(changed),
    takeAway: (name) => kernel.revoke(name),
    kill: () => system.closeAll(),
    replaceNode: (name) => void kernel.otherNodes.add(name),
    removeNode: (name) => void kernel.otherNodes.delete(name),
    fail: (call, errno, times = 1) => kernel.faults.add(call, errno, times),
    removeDevice: (bus, name) => kernel.removeDevice(bus, name),
    evict: () => kernel.buffers.forEach(({ memory: ofBuffer }) => ofBuffer.evict()),
    readDma: (address, size) => {
      const bytes = new Uint8Array(size);
      const buffer = reached(kernel, address, size);
      buffer.memory.deviceRead(bytes, Number(address - buffer.fields.address));
      return bytes;
    },
    writeDma: (address, bytes) => {
      const buffer = reached(kernel, address, bytes.length);
      buffer.memory.deviceWrite(bytes, Number(address - buffer.fields.address));
    },
  };
}

/** True one time in four, the same times for the same seed (mulberry32). */
function chance(seed: number): () => boolean {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) & 3) === 0;
  };
}

/** DMA to anywhere else would corrupt somebody's memory. */
function reached(kernel: TestKernel, address: bigint, size: number): TestBuffer {
  const end = address + BigInt(size);
  for (const buffer of kernel.buffers.values()) {
    if (buffer.fields.address <= address && end <= buffer.fields.address + buffer.fields.size) {
      return buffer;
    }
  }
  throw new RangeError(`no buffer is at 0x${address.toString(16)}, ${size} bytes`);
}
