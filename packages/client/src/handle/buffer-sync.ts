// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import { join } from 'node:path';

import type { BufferInfo } from '../buffers/info.ts';
import { runAsync } from '../control/steps.ts';
import { errnoName } from '../machine/errno.ts';
import type { Machine } from '../machine/machine.ts';
import { readAttribute } from '../machine/sysfs.ts';
import type { OpenFile } from '../machine/system.ts';
import { handOverByIoctl } from './hand-over-ioctl.ts';
import { handOver, writeAttribute } from './hand-over.ts';
import type { HandOver, SyncOwner } from './hand-over.ts';
import { checkDirection } from './pack-sync.ts';
import type { SyncDirection } from './pack-sync.ts';
import { resolveRange } from './range.ts';
import type { ByteRange } from './range.ts';

export interface SyncOptions extends ByteRange {
  /** Which way the data goes, by default `bidirectional`. */
  readonly direction?: SyncDirection | undefined;
}

/** Works on the open node of the buffer. */
type Use = (action: string, work: (file: OpenFile) => Promise<void>) => Promise<void>;

/** Hands ranges of a buffer over. Where its device is coherent that takes no work. */
export class BufferSync {
  readonly #info: BufferInfo;
  readonly #machine: Machine;
  readonly #use: Use;
  /** Syncs of a handle take turns, in the order of their calls: the stored arguments that some of them need are one set. */
  #last: Promise<unknown> = Promise.resolve();

  /** @internal */
  constructor(info: BufferInfo, machine: Machine, use: Use) {
    this.#info = info;
    this.#machine = machine;
    this.#use = use;
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
    const path = join(this.#machine.classDirectory, this.#info.name, 'sync_owner');
    const owner = readAttribute(this.#machine.system, path);
    return owner === undefined ? undefined : owner === '1' ? 'device' : 'cpu';
  }

  #sync(owner: SyncOwner, { direction = 'bidirectional', ...range }: SyncOptions): Promise<void> {
    const action = `sync ${this.#info.name} for ${owner}`;
    return this.#use(action, (file) => {
      const resolved = resolveRange(range, this.#info.size, action);
      const change = { ...resolved, owner, direction: checkDirection(direction) };
      const turn = this.#last.then(() => this.#handOver(file, change));
      this.#last = turn.catch(() => undefined);
      return turn;
    });
  }

  async #handOver(file: OpenFile, change: HandOver): Promise<void> {
    try {
      await runAsync(handOver(this.#info, change, this.#machine, writeAttribute(this.#machine)));
    } catch (cause) {
      if (!['EACCES', 'EROFS'].includes(errnoName(cause))) {
        throw cause;
      }
      // The attributes are root's, and a container may have /sys to read only.
      await handOverByIoctl(file, this.#info.size, change);
    }
  }
}
