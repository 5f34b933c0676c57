// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import { constants } from 'node:fs';
import { markAsUntransferable } from 'node:worker_threads';

import type { SyncOwner } from '../handle/hand-over.ts';
import { IOCTL_EXPORT } from '../machine/ioctl-numbers.ts';
import { noKoffi } from '../machine/native/no-koffi.ts';
import type { Mapping, OpenFile } from '../machine/system.ts';
import type { TestBuffer } from './buffer.ts';
import type { ExportedParts } from './exported-parts.ts';
import type { TestCall } from './faults.ts';
import type { TestKernel } from './kernel.ts';
import { syncByIoctl } from './node-ioctl.ts';
import { systemError } from './system-error.ts';

const PAGE = 4096n;

/** The node of a buffer, opened. */
export class NodeFile implements OpenFile {
  readonly isRegular = false;
  readonly #buffer: TestBuffer;
  readonly #kernel: TestKernel;
  readonly #exported: ExportedParts;
  readonly #flags: number;
  readonly #koffi: boolean;

  constructor(buffer: TestBuffer, kernel: TestKernel, exported: ExportedParts, flags: number, koffi: boolean) {
    this.#buffer = buffer;
    this.#kernel = kernel;
    this.#exported = exported;
    this.#flags = flags;
    this.#koffi = koffi;
    buffer.files.add(this);
  }

  async read(target: Uint8Array, position: number | null): Promise<number> {
    const { memory } = this.#present('read', 'read');
    return this.#copy(position ?? 0, target.length, () => memory.read(target, position ?? 0));
  }

  async write(bytes: Uint8Array, position: number | null): Promise<number> {
    const { memory } = this.#present('write', 'write');
    return this.#copy(position ?? 0, bytes.length, () => memory.write(bytes, position ?? 0));
  }

  async ioctl(request: number, argument: Uint8Array): Promise<void> {
    this.#needKoffi();
    if (request === IOCTL_EXPORT) {
      const buffer = this.#present('export', 'ioctl');
      this.#export(buffer, new DataView(argument.buffer, argument.byteOffset, argument.byteLength));
    } else if (!syncByIoctl(this.#present('sync', 'ioctl'), request, argument)) {
      throw systemError('ENOTTY', 'ioctl');
    }
    return Promise.resolve();
  }

  async map(offset: bigint, length: number): Promise<Mapping> {
    this.#needKoffi();
    const { memory } = this.#present('map', 'mmap');
    if (length === 0) {
      throw systemError('EINVAL', 'mmap');
    }
    const mapped = this.#isUncached ? memory.mapUncached(Number(offset), length) : memory.map(Number(offset), length);
    // As memory that the kernel maps.
    markAsUntransferable(mapped);
    return Promise.resolve({ memory: mapped, unmap: () => memory.unmap(mapped) });
  }

  async close(): Promise<void> {
    this.#buffer.files.delete(this);
    this.#kernel.endUse(this.#buffer);
    return Promise.resolve();
  }

  get #isUncached(): boolean {
    return (this.#flags & constants.O_SYNC) !== 0;
  }

  /** A file opened with O_SYNC has the range handed over and back. */
  #copy(offset: number, length: number, copy: () => number): Promise<number> {
    const size = Math.max(Math.min(length, Number(this.#buffer.fields.size) - offset), 0);
    const sync = (owner: SyncOwner): void => {
      if (this.#isUncached) {
        this.#buffer.memory.sync(owner, 'bidirectional', { offset, size });
      }
    };
    sync('cpu');
    const done = copy();
    sync('device');
    return Promise.resolve(done);
  }

  #present(call: TestCall, syscall: string): TestBuffer {
    this.#kernel.faults.check(call, syscall);
    if (this.#buffer.revoked) {
      throw systemError('ENODEV', syscall);
    }
    return this.#buffer;
  }

  #needKoffi(): void {
    if (!this.#koffi) {
      throw noKoffi(undefined);
    }
  }

  #export(buffer: TestBuffer, argument: DataView): void {
    const [size, offset] = [argument.getBigUint64(8, true), argument.getBigUint64(16, true)];
    const end = ((buffer.fields.size + PAGE - 1n) / PAGE) * PAGE;
    if (size === 0n || size % PAGE !== 0n || offset % PAGE !== 0n || offset + size > end) {
      throw systemError('EINVAL', 'ioctl');
    }
    const user = {};
    buffer.exported.add(user);
    argument.setBigUint64(24, buffer.fields.address + offset, true);
    argument.setInt32(
      32,
      this.#exported.add({
        sync: (owner, direction) => {
          const { memory, fields } = this.#present('sync', 'ioctl');
          memory.sync(owner, direction, {
            offset: Number(offset),
            size: Math.min(Number(size), Number(fields.size - offset)),
          });
        },
        end: () => {
          buffer.exported.delete(user);
          this.#kernel.endUse(buffer);
        },
      }),
      true,
    );
  }
}
