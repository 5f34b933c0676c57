// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause
/// <reference lib="esnext.disposable" preserve="true" />

import { withJson } from '../buffers/json.ts';
import { IOCTL_EXPORT, IOCTL_EXPORT_SIZE } from '../machine/ioctl-numbers.ts';
import type { Machine } from '../machine/machine.ts';
import type { OpenFile } from '../machine/system.ts';
import type { ResolvedRange } from './range.ts';

/** Node has no name for it; the same on all our architectures. */
const O_CLOEXEC = 0o2000000;

/** A part of a buffer as a dma-buf. The buffer cannot be deleted until it is closed, by every process that has it. */
export interface ExportedBuffer extends Disposable {
  /** To be handed to another driver, by its ioctl, or to another process. */
  readonly fd: number;
  readonly size: number;
  /** The address at which the buffer's own device reaches its first byte. */
  readonly dmaAddress: bigint;
  close(): void;
}

export async function exportRange(
  file: OpenFile,
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
  let open = true;
  const close = (): void => {
    if (open) {
      open = false;
      system.closeDescriptor(fd);
    }
  };
  const dmaAddress = argument.getBigUint64(24, true);
  return withJson({ fd, size: Number(size), dmaAddress, close, [Symbol.dispose]: close });
}
