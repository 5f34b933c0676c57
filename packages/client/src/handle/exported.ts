// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause
/// <reference lib="esnext.disposable" preserve="true" />

import { withJson } from '../buffers/json.ts';
import { closed, useFailed } from '../explain/use.ts';
import { IOCTL_EXPORT, IOCTL_EXPORT_SIZE } from '../machine/ioctl-numbers.ts';
import type { Machine } from '../machine/machine.ts';
import type { OpenFile, System } from '../machine/system.ts';
import { ExportedSync } from './exported-sync.ts';
import type { ResolvedRange } from './range.ts';
import { WorkUnderWay } from './work-under-way.ts';

/** Node has no name for it; the same on all our architectures. */
const O_CLOEXEC = 0o2000000;

/** A part of a buffer as a dma-buf. The buffer cannot be deleted until it is closed, by every process that has it. */
export interface ExportedBuffer extends Disposable {
  /** To be handed to another driver, by its ioctl, or to another process. */
  readonly fd: number;
  readonly size: number;
  /** The address at which the buffer's own device reaches its first byte. */
  readonly dmaAddress: bigint;
  /** Hands the part over, where devices that have imported it are to see what the CPU wrote, or the other way round. */
  readonly sync: ExportedSync;
  /** Closes it, once the syncs under way have ended. */
  close(): void;
}

export async function exportRange(
  file: OpenFile,
  name: string,
  { offset, size }: ResolvedRange,
  access: number,
  { system }: Machine,
): Promise<ExportedBuffer> {
  const argument = new DataView(new ArrayBuffer(IOCTL_EXPORT_SIZE));
  argument.setBigUint64(0, BigInt(access | O_CLOEXEC), true);
  argument.setBigUint64(8, size, true);
  argument.setBigUint64(16, offset, true);
  await file.ioctl(IOCTL_EXPORT, new Uint8Array(argument.buffer));
  const fd = argument.getInt32(32, true);
  const { ioctl, close } = holdDescriptor(fd, system);
  const dmaAddress = argument.getBigUint64(24, true);
  const exported = withJson({ fd, size: Number(size), dmaAddress, close, [Symbol.dispose]: close });
  return Object.defineProperty(exported, 'sync', { value: new ExportedSync(name, ioctl) }) as ExportedBuffer;
}

/** Another file may have the descriptor's number as soon as it is closed: so a call under way keeps it open. */
function holdDescriptor(
  fd: number,
  system: System,
): { ioctl: (action: string, request: number, argument: Uint8Array) => Promise<void>; close: () => void } {
  const underWay = new WorkUnderWay();
  let open = true;
  return {
    async ioctl(action, request, argument) {
      if (!open) {
        throw closed(action);
      }
      try {
        await underWay.hold(system.ioctlDescriptor(fd, request, argument));
      } catch (cause) {
        throw useFailed(action, cause);
      }
    },
    close() {
      if (!open) {
        return;
      }
      open = false;
      if (underWay.isEmpty) {
        system.closeDescriptor(fd);
      } else {
        void underWay.ended().then(() => system.closeDescriptor(fd));
      }
    },
  };
}
