// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

// Buffers as the Container Device Interface has them, by which podman, containerd, CRI-O and Docker give a container a
// device that its user asks for by name.

import { join } from 'node:path';

import { CLASS_DIRECTORY, DEVICE_DIRECTORY } from '@u-dma-buf-mgr/protocol';

/** What comes before the name of a buffer: `--device u-dma-buf/buffer=camera0`. */
export const CDI_KIND = 'u-dma-buf/buffer';

/** The oldest in which the name of a device may begin with a digit. */
const CDI_VERSION = '0.5.0';

/** Whether a device of the interface may have the name of a buffer. */
export function isCdiName(name: string): boolean {
  return /^[a-z0-9]([a-z0-9_.:-]*[a-z0-9])?$/i.test(name);
}

/**
 * A specification of the buffers of these names. The numbers of the nodes are left out, since they are others after
 * every boot: a runtime looks at the node when it starts a container. So the specification stays right for as long as
 * there are buffers of these names.
 */
export function cdiSpecification(names: readonly string[]): unknown {
  return {
    cdiVersion: CDI_VERSION,
    kind: CDI_KIND,
    devices: names.map((name) => ({ name, containerEdits: containerEdits(name) })),
  };
}

/** The node; and, in a /sys that containers may only read, the attributes by which a program hands the buffer over. */
function containerEdits(name: string): unknown {
  const attributes = join(CLASS_DIRECTORY, name);
  return {
    deviceNodes: [{ path: join(DEVICE_DIRECTORY, name), permissions: 'rw' }],
    mounts: [{ hostPath: attributes, containerPath: attributes, options: ['bind', 'rw', 'nosuid', 'nodev', 'noexec'] }],
  };
}
