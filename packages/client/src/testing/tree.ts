// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import { basename } from 'node:path';

import { makeDeviceNumber } from '../machine/device-number.ts';
import { MAJOR, readAttributeOf } from './attributes.ts';
import type { TestBuffer } from './buffer.ts';
import type { TestKernel } from './kernel.ts';
import type { TestPaths } from './paths.ts';
import { systemError } from './system-error.ts';

/** As of /dev/null. */
const OTHER_DEVICE = makeDeviceNumber({ major: 1, minor: 3 });

/** What the machine's file systems show: texts, links and directories, made when they are looked at. */
export class Tree {
  readonly #kernel: TestKernel;
  readonly #paths: TestPaths;
  readonly #driverVersion: string;

  constructor(kernel: TestKernel, paths: TestPaths, driverVersion: string) {
    this.#kernel = kernel;
    this.#paths = paths;
    this.#driverVersion = driverVersion;
  }

  readText(path: string): string {
    return `${this.#text(path) ?? missing('open', path)}\n`;
  }

  readNames(directory: string): string[] {
    switch (directory) {
      case this.#paths.classDirectory:
        return [...this.#kernel.buffers.keys()];
      case this.#paths.processDirectory:
        return [String(process.pid)];
      case `${this.#ownProcess}/fd`:
        return [...this.#openFiles.keys()].map(String);
      default:
        return missing('scandir', directory);
    }
  }

  readLink(path: string): string {
    const [, descriptor] = /\/fd\/([0-9]+)$/.exec(path) ?? [];
    if (descriptor !== undefined) {
      return this.#openFiles[Number(descriptor)] ?? missing('readlink', path);
    }
    const { buffer, rest } = this.#below(path) ?? missing('readlink', path);
    const { bus, name } = buffer.fields.parent;
    switch (rest) {
      case 'device':
        return `../../../${name}`;
      case 'device/subsystem':
        return `../../../../bus/${bus}`;
      default:
        return missing('readlink', path);
    }
  }

  exists(path: string): boolean {
    const { classDirectory, managerDirectory, busDirectory } = this.#paths;
    return (
      [classDirectory, managerDirectory].includes(path) ||
      this.#kernel.otherNodes.has(this.#nodeName(path)) ||
      this.#kernel.buffers.has(this.#nodeName(path)) ||
      this.#below(path)?.rest === '' ||
      this.#text(path) !== undefined ||
      this.#kernel.devices.some(({ bus, name }) => path === `${busDirectory}/${bus}/devices/${name}`)
    );
  }

  inode(path: string): bigint {
    const found = this.#below(path);
    return found?.rest === '' ? found.buffer.fields.inode : missing('stat', path);
  }

  deviceNumber(path: string): number {
    const name = this.#nodeName(path);
    if (this.#kernel.otherNodes.has(name)) {
      return OTHER_DEVICE;
    }
    const { minor } = this.#kernel.buffers.get(name)?.fields ?? missing('stat', path);
    return makeDeviceNumber({ major: MAJOR, minor });
  }

  /** Empty where the path is not that of an entry in /dev. */
  #nodeName(path: string): string {
    const prefix = `${this.#paths.deviceDirectory}/`;
    return path.startsWith(prefix) ? path.slice(prefix.length) : '';
  }

  /** The buffer whose attribute this is, and the name of the attribute. */
  attribute(path: string): { buffer: TestBuffer; attribute: string } | undefined {
    const found = this.#below(path);
    return found === undefined ? undefined : { buffer: found.buffer, attribute: found.rest };
  }

  /** The one process of this machine. */
  get #ownProcess(): string {
    return `${this.#paths.processDirectory}/${process.pid}`;
  }

  get #openFiles(): string[] {
    return [...this.#kernel.buffers.values()].flatMap((buffer) => Array.from(buffer.files, () => this.#nodeOf(buffer)));
  }

  get #mappings(): string[] {
    const mapped = [...this.#kernel.buffers.values()].filter(({ memory }) => memory.isMapped);
    return mapped.map((buffer) => `0-0 rw-s 00000000 00:00 0 ${this.#nodeOf(buffer)}`);
  }

  #nodeOf({ fields }: TestBuffer): string {
    return `${this.#paths.deviceDirectory}/${fields.name}`;
  }

  #text(path: string): string | undefined {
    const { managerDirectory, meminfo } = this.#paths;
    switch (path) {
      case `${managerDirectory}/features`:
        return 'answers limits errno place temporary';
      case `${managerDirectory}/version`:
        return this.#driverVersion;
      case `${this.#ownProcess}/comm`:
        return basename(process.execPath);
      case `${this.#ownProcess}/maps`:
        return this.#mappings.join('\n');
      case meminfo:
        return `CmaTotal: ${kibibytes(this.#kernel.memory)} kB\nCmaFree: ${kibibytes(this.#kernel.free)} kB`;
      default: {
        const found = this.#below(path);
        return found === undefined ? undefined : readAttributeOf(found.buffer, found.rest, this.#driverVersion);
      }
    }
  }

  #below(path: string): { buffer: TestBuffer; rest: string } | undefined {
    const prefix = `${this.#paths.classDirectory}/`;
    const [name = '', ...rest] = path.startsWith(prefix) ? path.slice(prefix.length).split('/') : [];
    const buffer = this.#kernel.buffers.get(name);
    return buffer === undefined ? undefined : { buffer, rest: rest.join('/') };
  }
}

function kibibytes(bytes: bigint): string {
  return (bytes >> 10n).toString();
}

function missing(syscall: string, path: string): never {
  throw systemError('ENOENT', syscall, path);
}
