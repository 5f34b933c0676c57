// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import { closeSync, openSync } from 'node:fs';
import { devNull } from 'node:os';

import { IOCTL_EXPORT } from '../machine/ioctl-numbers.ts';
import type { Mapping, OpenFile } from '../machine/system.ts';
import type { TestBuffer } from './buffer.ts';
import type { TestKernel } from './kernel.ts';
import { systemError } from './system-error.ts';

const PAGE = 4096n;

/** What has been exported, by its descriptor. */
export class ExportedParts {
  readonly #ends = new Map<number, () => void>();

  /** A descriptor that the process really has, so that nothing else gets its number. */
  add(end: () => void): number {
    const descriptor = openSync(devNull, 'r+');
    this.#ends.set(descriptor, end);
    return descriptor;
  }

  close(descriptor: number): void {
    const end = this.#ends.get(descriptor);
    if (end === undefined) {
      throw systemError('EBADF', 'close');
    }
    this.#ends.delete(descriptor);
    closeSync(descriptor);
    end();
  }

  closeAll(): void {
    for (const descriptor of this.#ends.keys()) {
      this.close(descriptor);
    }
  }
}

/** The node of a buffer, opened. */
export class NodeFile implements OpenFile {
  readonly isRegular = false;
  readonly #buffer: TestBuffer;
  readonly #kernel: TestKernel;
  readonly #exported: ExportedParts;

  constructor(buffer: TestBuffer, kernel: TestKernel, exported: ExportedParts) {
    this.#buffer = buffer;
    this.#kernel = kernel;
    this.#exported = exported;
    buffer.files.add(this);
  }

  async read(target: Uint8Array, position: number | null): Promise<number> {
    return Promise.resolve(this.#present('read').contents.read(target, position ?? 0));
  }

  async write(bytes: Uint8Array, position: number | null): Promise<number> {
    return Promise.resolve(this.#present('write').contents.write(bytes, position ?? 0));
  }

  async ioctl(request: number, argument: Uint8Array): Promise<void> {
    const buffer = this.#present('ioctl');
    if (request !== IOCTL_EXPORT) {
      throw systemError('ENOTTY', 'ioctl');
    }
    this.#export(buffer, new DataView(argument.buffer, argument.byteOffset, argument.byteLength));
    return Promise.resolve();
  }

  async map(offset: bigint, length: number): Promise<Mapping> {
    if (length === 0) {
      throw systemError('EINVAL', 'mmap');
    }
    const { contents } = this.#present('mmap');
    const memory = contents.map(Number(offset), length);
    return Promise.resolve({ memory, unmap: () => contents.unmap(memory) });
  }

  async close(): Promise<void> {
    this.#buffer.files.delete(this);
    this.#kernel.endUse(this.#buffer);
    return Promise.resolve();
  }

  #present(syscall: string): TestBuffer {
    if (this.#buffer.revoked) {
      throw systemError('ENODEV', syscall);
    }
    return this.#buffer;
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
      this.#exported.add(() => {
        buffer.exported.delete(user);
        this.#kernel.endUse(buffer);
      }),
      true,
    );
  }
}
