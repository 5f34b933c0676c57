// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause
/// <reference lib="esnext.disposable" preserve="true" />

import { constants as limits } from 'node:buffer';
import { constants } from 'node:fs';
import type { Readable, Writable } from 'node:stream';
import type { ReadableStream, WritableStream } from 'node:stream/web';

import type { BufferInfo } from '../buffers/info.ts';
import { jsonOf } from '../buffers/json.ts';
import type { Json } from '../buffers/json.ts';
import { BufferError } from '../error.ts';
import { closed, notItsNode, openFailed, useFailed } from '../explain/use.ts';
import { makeDeviceNumber } from '../machine/device-number.ts';
import type { Machine } from '../machine/machine.ts';
import type { OpenOptions } from '../machine/options.ts';
import type { OpenFile } from '../machine/system.ts';
import { BufferSync } from './buffer-sync.ts';
import { bytesOf } from './bytes.ts';
import type { Bytes } from './bytes.ts';
import { exportRange } from './exported.ts';
import type { ExportedBuffer } from './exported.ts';
import { Mappings } from './mappings.ts';
import type { MappedMemory } from './mappings.ts';
import { resolveRange } from './range.ts';
import type { ByteRange } from './range.ts';
import { nodeReadable, nodeWritable, webReadable, webWritable } from './streams.ts';
import type { Part } from './streams.ts';
import { transferAll } from './transfer.ts';
import { WorkUnderWay } from './work-under-way.ts';

/** What the handle of a buffer is to do beyond closing its node. */
export interface Holding {
  /** Deletes the buffer, when the handle is disposed of. */
  readonly remove?: () => Promise<unknown>;
  /** The open control file that made a temporary buffer, closed with the handle. */
  readonly maker?: { close(): void | Promise<void> };
}

export type OpenMode = Pick<OpenOptions, 'readOnly' | 'uncached'>;

/** An open buffer. */
export class DmaBuffer implements AsyncDisposable {
  /** What sysfs told when it was opened. */
  readonly info: BufferInfo;
  /** Hands the memory over between the CPU and the device. */
  readonly sync: BufferSync;
  readonly #file: OpenFile;
  readonly #machine: Machine;
  readonly #holding: Holding;
  readonly #readOnly: boolean;
  readonly #mappings = new Mappings();
  readonly #underWay = new WorkUnderWay();
  #closing: Promise<void> | undefined;

  private constructor(info: BufferInfo, machine: Machine, file: OpenFile, holding: Holding, mode: OpenMode) {
    this.info = info;
    this.sync = new BufferSync(info, machine, (action, work) => this.#use(action, work));
    this.#file = file;
    this.#machine = machine;
    this.#holding = holding;
    this.#readOnly = mode.readOnly === true;
  }

  /** @internal */
  static async open(info: BufferInfo, machine: Machine, holding: Holding, mode: OpenMode): Promise<DmaBuffer> {
    const opening = machine.system.openNode(info.node, makeDeviceNumber(info), flagsOf(mode));
    const file = await opening.catch((cause: unknown) => {
      throw openFailed(info.name, machine, cause);
    });
    if (file === undefined) {
      throw notItsNode(info);
    }
    return new DmaBuffer(info, machine, file, holding, mode);
  }

  get name(): string {
    return this.info.name;
  }

  /** In bytes, as requested. */
  get size(): number {
    return this.info.size;
  }

  /** The address at which the device reaches the first byte. */
  get dmaAddress(): bigint {
    return this.info.dmaAddress;
  }

  /** A copy of a part of it. */
  async read(range: ByteRange = {}): Promise<Uint8Array<ArrayBuffer>> {
    const action = `read ${this.name}`;
    const { offset, size } = resolveRange(range, this.size, action);
    const bytes = new Uint8Array(addressable(size, action));
    await this.readInto(bytes, offset);
    return bytes;
  }

  /** Fills what holds bytes with a copy of as many, from an offset on. */
  async readInto(target: Bytes, offset: number | bigint = 0): Promise<void> {
    const action = `read ${this.name}`;
    const bytes = bytesOf(target, action);
    const range = resolveRange({ offset, size: bytes.length }, this.size, action);
    await this.#use(action, (file) =>
      transferAll(bytes, Number(range.offset), (piece, position) => file.read(piece, position)),
    );
  }

  /** A stream of Node that gives a part of it. */
  createReadStream(range: ByteRange = {}): Readable {
    return nodeReadable(this.#part('read', range), (piece) => this.read(piece));
  }

  /** The same for the web. */
  readableWebStream(range: ByteRange = {}): ReadableStream<Uint8Array<ArrayBuffer>> {
    return webReadable(this.#part('read', range), (piece) => this.read(piece));
  }

  /** A stream of Node that fills a part of it from the start. What does not fit fails with the code `range`. */
  createWriteStream(range: ByteRange = {}): Writable {
    return nodeWritable(this.#part('write', range), (bytes, offset) => this.write(bytes, offset));
  }

  /** The same for the web. */
  writableWebStream(range: ByteRange = {}): WritableStream<Bytes> {
    return webWritable(this.#part('write', range), (bytes, offset) => this.write(bytes, offset));
  }

  /** Copies bytes into it, all or, when it fails, some. An offset is one of bytes, whatever holds them. */
  async write(source: Bytes, offset: number | bigint = 0): Promise<void> {
    const action = `write ${this.name}`;
    const bytes = bytesOf(source, action);
    this.#needWritable(action);
    const range = resolveRange({ offset, size: bytes.length }, this.size, action);
    await this.#use(action, (file) =>
      transferAll(bytes, Number(range.offset), (piece, position) => file.write(piece, position)),
    );
  }

  /**
   * The memory itself, not a copy: what the device writes is seen here, after `sync.forCpu()` where the device is not
   * coherent. It is unmapped by {@link unmap} or by closing the buffer, and shows nothing of it from then on. Workers
   * open and map the buffer themselves: such memory cannot be transferred.
   */
  async map(range: ByteRange = {}): Promise<MappedMemory> {
    const action = `map ${this.name}`;
    this.#needWritable(action, 'a store to such a mapping would end the program: use read() or readInto()');
    const { offset, size } = resolveRange(range, this.size, action);
    return this.#use(action, async (file) => {
      const mapping = await file.map(offset, addressable(size, action));
      if (this.#closing !== undefined) {
        mapping.unmap();
        throw closed(action);
      }
      return this.#mappings.add(mapping);
    });
  }

  /** Ends a mapping, given its memory or any view of that. A view of it that somebody keeps does no harm: it reads as zeros, and what is written goes nowhere. */
  unmap(memory: Bytes): void {
    this.#mappings.end(memory, `unmap ${this.name}`);
  }

  /** A dma-buf of a part of it, for another driver. Offset and size are whole pages. */
  async export(range: ByteRange = {}): Promise<ExportedBuffer> {
    const action = `export ${this.name}`;
    const resolved = resolveRange(range, this.size, action);
    const access = this.#readOnly ? constants.O_RDONLY : constants.O_RDWR;
    return this.#use(action, (file) => exportRange(file, this.name, resolved, access, this.#machine));
  }

  /** What JSON.stringify writes: its {@link info}, with the address as `0x` hexadecimal. */
  toJSON(): Json<BufferInfo> {
    return jsonOf(this.info);
  }

  /**
   * Unmaps and closes it, once the calls under way have ended. The buffer stays, but for a temporary one that
   * `createBuffer` made for this handle.
   */
  close(): Promise<void> {
    return (this.#closing ??= this.#close());
  }

  /** Closes it, and deletes it where it was made by `createBuffer`. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
    await this.#holding.remove?.();
  }

  async #close(): Promise<void> {
    await this.#underWay.ended();
    this.#mappings.endAll();
    try {
      await this.#file.close();
    } finally {
      await this.#holding.maker?.close();
    }
  }

  #part(verb: 'read' | 'write', range: ByteRange): Part {
    const action = `${verb} ${this.name}`;
    return { ...resolveRange(range, this.size, action), action };
  }

  #needWritable(action: string, hint = 'open it without readOnly'): void {
    if (this.#readOnly) {
      throw new BufferError({ code: 'read-only', message: `cannot ${action}: it was opened to read only`, hint });
    }
  }

  async #use<T>(action: string, work: (file: OpenFile) => Promise<T>): Promise<T> {
    if (this.#closing !== undefined) {
      throw closed(action);
    }
    try {
      return await this.#underWay.hold(work(this.#file));
    } catch (cause) {
      throw useFailed(action, cause);
    }
  }
}

function flagsOf({ readOnly, uncached }: OpenMode): number {
  return (readOnly === true ? constants.O_RDONLY : constants.O_RDWR) | (uncached === true ? constants.O_SYNC : 0);
}

/** As one ArrayBuffer can be. */
function addressable(size: bigint, action: string): number {
  if (size > limits.MAX_LENGTH) {
    throw new BufferError({
      code: 'too-large',
      message: `cannot ${action}: ${String(size)} bytes are more than an ArrayBuffer can have`,
      hint: 'take a part of it, by offset and size',
    });
  }
  return Number(size);
}
