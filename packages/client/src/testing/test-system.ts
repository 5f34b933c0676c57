// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import { basename } from 'node:path';

import { noKoffi } from '../machine/native/no-koffi.ts';
import type { DirectoryListener, OpenFile, SyncFile, System } from '../machine/system.ts';
import { writeAttributeOf } from './attributes.ts';
import type { TestBuffer } from './buffer.ts';
import { ControlFile } from './control-file.ts';
import { ExportedParts } from './exported-parts.ts';
import type { TestKernel } from './kernel.ts';
import { NodeFile } from './node-file.ts';
import type { TestPaths } from './paths.ts';
import { systemError } from './system-error.ts';
import { Tree } from './tree.ts';

/** Answers the client's system calls. */
export class TestSystem extends Tree implements System {
  readonly #kernel: TestKernel;
  readonly #paths: TestPaths;
  readonly #koffi: boolean;
  readonly #exported = new ExportedParts();
  readonly #controls = new Set<ControlFile>();

  constructor(kernel: TestKernel, paths: TestPaths, driverVersion: string, koffi: boolean) {
    super(kernel, paths, driverVersion);
    this.#koffi = koffi;
    this.#kernel = kernel;
    this.#paths = paths;
  }

  openSync(path: string): SyncFile {
    if (path === this.#paths.controlDevice) {
      const control = new ControlFile(this.#kernel);
      this.#controls.add(control);
      return {
        isRegular: false,
        read: (target) => control.read(target),
        write: (bytes) => control.write(bytes),
        close: () => {
          this.#controls.delete(control);
          control.close();
        },
      };
    }
    const found = this.attribute(path);
    if (found === undefined) {
      throw systemError('ENOENT', 'open', path);
    }
    this.#kernel.faults.check('sync', 'open');
    return attributeFile(found.buffer, found.attribute);
  }

  async open(path: string): Promise<OpenFile> {
    return Promise.resolve(asOpenFile(this.openSync(path)));
  }

  async openNode(path: string, deviceNumber: number, flags: number): Promise<OpenFile | undefined> {
    this.#kernel.faults.check('open', 'open');
    const buffer = this.#kernel.buffers.get(basename(path));
    if (this.deviceNumber(path) !== deviceNumber || buffer === undefined) {
      return Promise.resolve(undefined);
    }
    if (buffer.orphaned) {
      throw systemError('ENODEV', 'open', path);
    }
    return Promise.resolve(new NodeFile(buffer, this.#kernel, this.#exported, flags, this.#koffi));
  }

  /** As when the program is killed: the kernel closes all that it has open. */
  closeAll(): void {
    for (const control of this.#controls) {
      control.close();
    }
    this.#controls.clear();
    this.#exported.closeAll();
    for (const buffer of this.#kernel.buffers.values()) {
      buffer.files.clear();
      this.#kernel.endUse(buffer);
    }
  }

  async ioctlDescriptor(descriptor: number, request: number, argument: Uint8Array): Promise<void> {
    if (!this.#koffi) {
      throw noKoffi(undefined);
    }
    this.#exported.ioctl(descriptor, request, argument);
    return Promise.resolve();
  }

  closeDescriptor(descriptor: number): void {
    this.#exported.close(descriptor);
  }

  watch(_directory: string, { onChange }: DirectoryListener): () => void {
    return this.#kernel.watch(onChange);
  }
}

function attributeFile(buffer: TestBuffer, attribute: string): SyncFile {
  return {
    isRegular: true,
    read: () => 0,
    write: (bytes) => {
      writeAttributeOf(buffer, attribute, BigInt(Buffer.from(bytes).toString()));
      return bytes.length;
    },
    close: () => undefined,
  };
}

/** Not before the next turn of the event loop, as a real one. */
function asOpenFile(file: SyncFile): OpenFile {
  const unsupported = (): Promise<never> => Promise.reject(systemError('ENOTTY', 'ioctl'));
  const later = async <T>(work: () => T): Promise<T> => {
    await new Promise((resolve) => setImmediate(resolve));
    return work();
  };
  return {
    isRegular: file.isRegular,
    read: (target) => later(() => file.read(target)),
    write: (bytes) => later(() => file.write(bytes)),
    ioctl: unsupported,
    map: unsupported,
    close: () => later(() => file.close()),
  };
}
