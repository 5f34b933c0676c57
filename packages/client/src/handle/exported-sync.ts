// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import { DMA_BUF_IOCTL_SYNC } from '../machine/ioctl-numbers.ts';
import type { SyncOwner } from './hand-over.ts';
import { checkDirection } from './pack-sync.ts';
import type { SyncDirection } from './pack-sync.ts';

export interface ExportedSyncOptions {
  /** Which way the data goes, by default `bidirectional`. */
  readonly direction?: SyncDirection | undefined;
}

type Ioctl = (action: string, request: number, argument: Uint8Array) => Promise<void>;

/** Bits of the flags, from the CPU's side: what the device writes it reads. */
const ACCESS: Readonly<Record<SyncDirection, bigint>> = { bidirectional: 3n, 'to-device': 2n, 'from-device': 1n };
const END = 4n;

/** Hands the whole part over, between the CPU and the buffer's own device and all that have imported it. */
export class ExportedSync {
  readonly #name: string;
  readonly #ioctl: Ioctl;

  /** @internal */
  constructor(name: string, ioctl: Ioctl) {
    this.#name = name;
    this.#ioctl = ioctl;
  }

  /** After the devices are done, before the CPU looks. */
  forCpu(options: ExportedSyncOptions = {}): Promise<void> {
    return this.#sync('cpu', options);
  }

  /** After the CPU has written, before a device is started. */
  forDevice(options: ExportedSyncOptions = {}): Promise<void> {
    return this.#sync('device', options);
  }

  async #sync(owner: SyncOwner, { direction = 'bidirectional' }: ExportedSyncOptions): Promise<void> {
    const flags = ACCESS[checkDirection(direction)] | (owner === 'device' ? END : 0n);
    const argument = new Uint8Array(BigUint64Array.of(flags).buffer);
    await this.#ioctl(`sync an exported part of ${this.#name} for ${owner}`, DMA_BUF_IOCTL_SYNC, argument);
  }
}
