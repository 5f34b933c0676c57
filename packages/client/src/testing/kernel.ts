// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import { DEFAULT_BUS, kernelBusName, MANAGER_MODULE } from '@u-dma-buf-mgr/protocol';
import type { Command, CreateCommand, DeleteCommand } from '@u-dma-buf-mgr/protocol';

import type { BufferOrigin } from '../buffers/info.ts';
import { TestBuffer } from './buffer.ts';
import type { TestDevice } from './buffer.ts';
import type { CacheRules } from './cached-memory.ts';
import { CommandError } from './command-error.ts';
import { Faults } from './faults.ts';
import type { Errno } from './faults.ts';
import { wholePages } from './memory.ts';
import type { Range, TestMemory } from './memory.ts';
import { systemError } from './system-error.ts';

/** As the manager's parameters `max_buffers` and `max_bytes`; 0, the default, is no limit. */
export interface TestLimits {
  readonly maxBuffers?: number;
  readonly maxBytes?: number | bigint;
}

const DEFAULT_MASK_BITS = 32;
/** What the modules say of some failures. */
const REFUSALS: Partial<Record<Errno, ConstructorParameters<typeof CommandError>>> = {
  ENOMEM: ['ENOMEM', 'size', 'no memory of this size: DMA mask 0xffffffff, largest piece now 0 bytes'],
  EBUSY: ['EBUSY', 'name', 'buffer in use'],
};

/** What the kernel knows, devices or not. */
const BUSES: readonly string[] = [DEFAULT_BUS, 'pci'];

/** The two modules: which buffers there are, and what becomes of commands. */
export class TestKernel {
  readonly buffers = new Map<string, TestBuffer>();
  /** Names in /dev that are other drivers'. */
  readonly otherNodes = new Set(['full', 'mem', 'null', 'tty', MANAGER_MODULE, 'zero']);
  devices: readonly TestDevice[];
  readonly #memory: TestMemory;
  #maxBuffers = 0;
  #maxBytes = 0n;
  #inodes = 1n;
  readonly faults = new Faults();
  readonly #coherent: boolean;
  readonly #rules: CacheRules;
  readonly #watchers = new Set<(name: string) => void>();

  constructor(devices: readonly TestDevice[], memory: TestMemory, coherent: boolean, rules: CacheRules) {
    this.devices = devices.map((device) => ({ coherent, ...device }));
    this.#rules = rules;
    this.#memory = memory;
    this.#coherent = coherent;
  }

  setLimits({ maxBuffers = this.#maxBuffers, maxBytes = this.#maxBytes }: TestLimits): void {
    this.#maxBuffers = maxBuffers;
    this.#maxBytes = BigInt(maxBytes);
  }

  /** Bytes for buffers. */
  get memory(): bigint {
    return this.#memory.size;
  }

  /** Bytes that no buffer has. */
  get free(): bigint {
    return this.#ranges.reduce((free, { size }) => free - size, this.memory);
  }

  /** Where the buffers lie. */
  get #ranges(): Range[] {
    return [...this.buffers.values()].map(({ fields }) => ({ address: fields.address, size: wholePages(fields.size) }));
  }

  /** Runs a command as `u_dma_buf_mgr_execute()` of the module does. */
  execute(command: Command): TestBuffer {
    this.#fail(command);
    return command.verb === 'create' ? this.create(command, 'manager') : this.#delete(command);
  }

  create(command: CreateCommand, origin: BufferOrigin): TestBuffer {
    const { name, size } = command;
    if (this.buffers.has(name)) {
      throw new CommandError('EEXIST', 'name', 'name in use');
    }
    if (this.otherNodes.has(name)) {
      throw new CommandError('EEXIST', 'name', 'another entry in /dev has this name');
    }
    const parent = this.#parentOf(command);
    this.#checkLimits(size, origin);
    const dmaMask = (command.device === undefined ? command.dmaMask : parent.dmaMask) ?? DEFAULT_MASK_BITS;
    const mmapMode = command.mmapMode ?? (this.#coherent ? 'auto' : 'on');
    if (command.address !== undefined && mmapMode === 'off' && parent.coherent === false) {
      throw new CommandError('EOPNOTSUPP', 'address', 'no memory at an address in this mmap mode, use quirk-mmap-on');
    }
    const fields = {
      name,
      size,
      minor: this.#freeMinor(),
      inode: this.#inodes++,
      address: this.#memory.allocate(command, dmaMask, this.#ranges),
      parent,
      mmapMode,
      origin,
      dmaMask,
      temporary: command.temporary === true,
    };
    const buffer = new TestBuffer(fields, this.#rules);
    this.buffers.set(name, buffer);
    this.#notify(name);
    return buffer;
  }

  /** Takes a buffer away whoever uses it, as when its device is unbound. */
  revoke(name: string): void {
    const buffer = this.buffers.get(name);
    if (buffer !== undefined) {
      buffer.revoked = true;
      this.#remove(buffer);
    }
  }

  /** The device goes, as when it is unplugged, and takes its buffers along. */
  removeDevice(bus: string, name: string): void {
    this.devices = this.devices.filter((device) => device.bus !== bus || device.name !== name);
    for (const { fields } of this.buffers.values()) {
      if (fields.parent.bus === bus && fields.parent.name === name) {
        this.revoke(fields.name);
      }
    }
  }

  /** The control file that made a temporary buffer has closed. */
  orphan(buffer: TestBuffer): void {
    buffer.orphaned = true;
    this.endUse(buffer);
  }

  /** Somebody no longer uses a buffer: one without a maker goes with its last user. */
  endUse(buffer: TestBuffer): void {
    if (buffer.orphaned && !buffer.isUsed && this.buffers.get(buffer.fields.name) === buffer) {
      this.#remove(buffer);
    }
  }

  /** Returns what ends it. */
  watch(onChange: (name: string) => void): () => void {
    this.#watchers.add(onChange);
    return () => void this.#watchers.delete(onChange);
  }

  #delete({ name }: DeleteCommand): TestBuffer {
    const buffer = this.buffers.get(name);
    if (buffer === undefined) {
      throw new CommandError('ENOENT', 'name', 'no such buffer');
    }
    if (buffer.isUsed) {
      throw new CommandError('EBUSY', 'name', 'buffer in use');
    }
    this.#remove(buffer);
    return buffer;
  }

  /** As was asked for. EINTR is the call's own, and no answer to the command. */
  #fail({ verb }: Command): void {
    const errno = this.faults.take(verb);
    if (errno === undefined) {
      return;
    }
    const refusal = REFUSALS[errno];
    if (refusal === undefined) {
      throw systemError(errno, 'write');
    }
    throw new CommandError(...refusal);
  }

  #remove({ fields: { name } }: TestBuffer): void {
    this.buffers.delete(name);
    this.#notify(name);
  }

  #notify(name: string): void {
    for (const watcher of this.#watchers) {
      watcher(name);
    }
  }

  #parentOf({ device, bus: named }: CreateCommand): TestDevice {
    const bus = kernelBusName(named ?? DEFAULT_BUS);
    if (device === undefined) {
      return this.#ownDevice();
    }
    const parent = this.devices.find((known) => known.bus === bus && known.name === device);
    if (parent !== undefined) {
      return parent;
    }
    throw BUSES.includes(bus) || this.devices.some((known) => known.bus === bus)
      ? new CommandError('ENODEV', 'device', 'no such device on the bus')
      : new CommandError('EINVAL', 'bus', 'bus not in this kernel');
  }

  /** The platform device that a buffer without a parent gets, with the lowest number that is free. */
  #ownDevice(): TestDevice {
    const taken = new Set([...this.buffers.values()].map(({ fields }) => fields.parent.name));
    for (let number = 0; ; number++) {
      const name = `u-dma-buf.${number}.auto`;
      if (!taken.has(name)) {
        return { bus: DEFAULT_BUS, name, coherent: this.#coherent };
      }
    }
  }

  /** What the manager made counts. */
  #checkLimits(size: bigint, origin: BufferOrigin): void {
    if (origin !== 'manager') {
      return;
    }
    const made = [...this.buffers.values()].filter(({ fields }) => fields.origin === 'manager');
    if (this.#maxBuffers > 0 && made.length >= this.#maxBuffers) {
      throw new CommandError('EDQUOT', 'size', 'more buffers than max_buffers');
    }
    if (this.#maxBytes > 0n && made.reduce((sum, { fields }) => sum + fields.size, size) > this.#maxBytes) {
      throw new CommandError('EDQUOT', 'size', 'more bytes than max_bytes');
    }
  }

  #freeMinor(): number {
    const taken = new Set([...this.buffers.values()].map(({ fields }) => fields.minor));
    let minor = 0;
    while (taken.has(minor)) {
      minor++;
    }
    return minor;
  }
}
