// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import type { BusName } from '@u-dma-buf-mgr/protocol';

import { createBuffer } from '../../src/index.ts';
import type { Machine } from '../../src/machine/machine.ts';
import { createTestMachine } from '../../src/testing/index.ts';
import type { TestMachine, TestMachineOptions } from '../../src/testing/index.ts';

/** What is different between machines. */
export interface Traits {
  /** Whether the devices that buffers get of their own see the CPU's caches. */
  readonly coherent: boolean;
  /** Whether its kernel has the bus amba. */
  readonly amba: boolean;
  /** Bits of address that reach some of its memory. */
  readonly narrowMask: number;
}

/** QEMU's edu device. */
export const device = { bus: 'pci', name: '0000:00:04.0' } as const;

export const pc: Traits = { coherent: true, amba: false, narrowMask: 28 };

/** As QEMU's: the memory begins at 1 GiB, and platform devices are not coherent. */
export const armBoard: Traits = { coherent: false, amba: true, narrowMask: 31 };

/** What the contract is tested of: the in-memory machine, or the running kernel. */
export interface Subject extends Traits {
  readonly machine: Machine;
  /** A device that buffers can be made for. */
  readonly device: { readonly bus: BusName; readonly name: string };
  /** Ends a buffer whoever uses it. */
  takeAway(name: string): void;
  /** Has the device copy bytes from one DMA address to another. */
  copyByDevice(from: bigint, to: bigint, size: number): Promise<void>;
  /** Has another program make a temporary buffer, which it opens and maps, and kills that. */
  makeAndDie(name: string): Promise<void>;
  /** Puts the node of another device in the place of a buffer's. */
  replaceNode(name: string): void;
  /** Ends what that did. */
  removeNode(name: string): void;
  setLimits(limits: { readonly maxBuffers?: number; readonly maxBytes?: number }): void;
}

export interface Clause {
  readonly title: string;
  /** Throws where the subject breaks it. Leaves no buffer behind. */
  readonly check: (subject: Subject) => Promise<void>;
}

/** What that program does in the machine in memory, which has but one. */
async function makeAndDie(machine: TestMachine, name: string): Promise<void> {
  await makeTemporary(machine, name);
  machine.kill();
}

/** Makes a temporary buffer and uses it in every way. */
export async function makeTemporary(machine: Machine, name: string): Promise<void> {
  const buffer = await createBuffer({ name, size: 8192, temporary: true }, { machine });
  await buffer.map();
  await buffer.export();
}

/** An in-memory machine with these traits; what else is said of it changes nothing that a program can rely on. */
export function makeTestSubject(traits: Traits, options: TestMachineOptions = {}): Subject {
  const { coherent, amba } = traits;
  const uart = { bus: 'amba', name: '9000000.pl011' };
  const machine = createTestMachine({ devices: amba ? [device, uart] : [device], coherent, ...options });
  return {
    ...machine,
    ...traits,
    machine,
    device,
    copyByDevice: async (from, to, size) => {
      machine.writeDma(to, machine.readDma(from, size));
      return Promise.resolve();
    },
    makeAndDie: (name) => makeAndDie(machine, name),
  };
}
