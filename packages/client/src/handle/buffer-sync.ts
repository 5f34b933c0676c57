// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import { constants } from 'node:fs';
import { join } from 'node:path';

import type { BufferInfo } from '../buffers/info.ts';
import { useFailed } from '../explain/use.ts';
import { errnoName } from '../machine/errno.ts';
import { IOCTL_SET_SYNC, IOCTL_SET_SYNC_SIZE } from '../machine/ioctl-numbers.ts';
import type { Machine } from '../machine/machine.ts';
import { readAttribute } from '../machine/sysfs.ts';
import type { OpenFile } from '../machine/system.ts';
import { packSync, SYNC_DIRECTIONS } from './pack-sync.ts';
import type { SyncDirection } from './pack-sync.ts';
import { resolveRange } from './range.ts';
import type { ByteRange, ResolvedRange } from './range.ts';

export interface SyncOptions extends ByteRange {
  /** Which way the data goes, by default `bidirectional`. */
  readonly direction?: SyncDirection | undefined;
}

export type SyncOwner = 'cpu' | 'device';

/** What the ioctl calls the two. */
const COMMANDS: Record<SyncOwner, bigint> = { cpu: 1n, device: 3n };

/** Hands ranges of a buffer over. Where its device is coherent that takes no work. */
export class BufferSync {
  readonly #info: BufferInfo;
  readonly #machine: Machine;
  readonly #open: (action: string) => OpenFile;

  /** @internal */
  constructor(info: BufferInfo, machine: Machine, open: (action: string) => OpenFile) {
    this.#info = info;
    this.#machine = machine;
    this.#open = open;
  }

  /** After the device is done, before the CPU looks. */
  forCpu(options: SyncOptions = {}): Promise<void> {
    return this.#sync('cpu', options);
  }

  /** After the CPU has written, before the device is started. */
  forDevice(options: SyncOptions = {}): Promise<void> {
    return this.#sync('device', options);
  }

  /** To whom the buffer was handed last; undefined where the driver does not tell. */
  get owner(): SyncOwner | undefined {
    const owner = readAttribute(this.#machine.system, this.#path('sync_owner'));
    return owner === undefined ? undefined : owner === '1' ? 'device' : 'cpu';
  }

  async #sync(owner: SyncOwner, { direction = 'bidirectional', ...range }: SyncOptions): Promise<void> {
    const action = `sync ${this.#info.name} for ${owner}`;
    const file = this.#open(action);
    const resolved = resolveRange(range, this.#info.size, action);
    try {
      this.#writeSync(owner, resolved, direction);
    } catch (cause) {
      if (!['EACCES', 'EROFS'].includes(errnoName(cause))) {
        throw useFailed(action, cause);
      }
      // The attributes are root's, and a container may have /sys to read only. Who may open the node may do the same by ioctl.
      await setSync(file, owner, resolved, direction).catch((error: unknown) => {
        throw useFailed(action, error);
      });
    }
  }

  #writeSync(owner: SyncOwner, range: ResolvedRange, direction: SyncDirection): void {
    const packed = packSync(range, this.#info.size, direction);
    if (packed === undefined) {
      this.#write('sync_offset', range.offset);
      this.#write('sync_size', range.size);
      this.#write('sync_direction', SYNC_DIRECTIONS.indexOf(direction));
    }
    this.#write(`sync_for_${owner}`, packed ?? 1);
  }

  #write(attribute: string, value: number | bigint): void {
    const file = this.#machine.system.openSync(this.#path(attribute), constants.O_WRONLY);
    try {
      file.write(Buffer.from(String(value)));
    } finally {
      file.close();
    }
  }

  #path(attribute: string): string {
    return join(this.#machine.classDirectory, this.#info.name, attribute);
  }
}

async function setSync(
  file: OpenFile,
  owner: SyncOwner,
  { offset, size }: ResolvedRange,
  direction: SyncDirection,
): Promise<void> {
  const argument = new DataView(new ArrayBuffer(IOCTL_SET_SYNC_SIZE));
  argument.setBigUint64(0, COMMANDS[owner] | (BigInt(SYNC_DIRECTIONS.indexOf(direction)) << 2n), true);
  argument.setBigUint64(8, size, true);
  argument.setBigUint64(16, offset, true);
  await file.ioctl(IOCTL_SET_SYNC, new Uint8Array(argument.buffer));
}
