// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

import type { Machine } from '../machine/machine.ts';
import type { ControlFile } from './exchange.ts';

/** Opens the control device for calls that block. */
export function openSync({ system, controlDevice }: Machine, flags: number): ControlFile {
  return system.openSync(controlDevice, flags);
}

/** Opens the control device for calls that leave the event loop free. */
export async function openAsync({ system, controlDevice }: Machine, flags: number): Promise<ControlFile> {
  const file = await system.open(controlDevice, flags);
  return {
    isRegular: file.isRegular,
    read: (target) => file.read(target, null),
    write: (bytes) => file.write(bytes, null),
    close: () => file.close(),
  };
}
