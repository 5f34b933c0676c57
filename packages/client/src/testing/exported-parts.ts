// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import { closeSync, openSync } from 'node:fs';
import { devNull } from 'node:os';

import type { SyncOwner } from '../handle/hand-over.ts';
import type { SyncDirection } from '../handle/pack-sync.ts';
import { DMA_BUF_IOCTL_SYNC } from '../machine/ioctl-numbers.ts';
import { systemError } from './system-error.ts';

interface ExportedPart {
  sync(owner: SyncOwner, direction: SyncDirection): void;
  end(): void;
}

/** What each value of the flags' lowest two bits says: what the CPU does there. */
const DIRECTIONS = [undefined, 'from-device', 'to-device', 'bidirectional'] as const;

/** What has been exported, by its descriptor. */
export class ExportedParts {
  readonly #parts = new Map<number, ExportedPart>();

  /** A descriptor that the process really has, so that nothing else gets its number. */
  add(part: ExportedPart): number {
    const descriptor = openSync(devNull, 'r+');
    this.#parts.set(descriptor, part);
    return descriptor;
  }

  ioctl(descriptor: number, request: number, argument: Uint8Array): void {
    const part = this.#get(descriptor, 'ioctl');
    if (request !== DMA_BUF_IOCTL_SYNC) {
      throw systemError('ENOTTY', 'ioctl');
    }
    const flags = new DataView(argument.buffer, argument.byteOffset, argument.byteLength).getBigUint64(0, true);
    const direction = flags < 8n ? DIRECTIONS[Number(flags & 3n)] : undefined;
    if (direction === undefined) {
      throw systemError('EINVAL', 'ioctl');
    }
    part.sync((flags & 4n) === 0n ? 'cpu' : 'device', direction);
  }

  close(descriptor: number): void {
    const part = this.#get(descriptor, 'close');
    this.#parts.delete(descriptor);
    closeSync(descriptor);
    part.end();
  }

  closeAll(): void {
    for (const descriptor of this.#parts.keys()) {
      this.close(descriptor);
    }
  }

  #get(descriptor: number, syscall: string): ExportedPart {
    const part = this.#parts.get(descriptor);
    if (part === undefined) {
      throw systemError('EBADF', syscall);
    }
    return part;
  }
}
