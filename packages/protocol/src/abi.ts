// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

/** Where the kernel modules show themselves. */

export const DRIVER_MODULE = 'u-dma-buf';
export const MANAGER_MODULE = 'u-dma-buf-mgr';

/** The manager's control device takes commands; only root may write it. */
export const CONTROL_DEVICE = '/dev/u-dma-buf-mgr';

/** What the manager tells of itself without being opened: its `version`, and its `features`, blank separated. */
export const MANAGER_DIRECTORY = '/sys/class/misc/u-dma-buf-mgr';

/** Members of this group may use the buffers' nodes. */
export const BUFFER_GROUP = 'u-dma-buf';

/** Every buffer has a node of its name here … */
export const DEVICE_DIRECTORY = '/dev';

/** … and a directory of its name here. */
export const CLASS_DIRECTORY = '/sys/class/u-dma-buf';
