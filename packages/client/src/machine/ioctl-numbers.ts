// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

/** Requests of a buffer's node, as kmod/include/uapi/u-dma-buf-ioctl.h has them. */

/** Takes and gives `{ u64 flags, size, offset, addr; int fd }`. */
export const IOCTL_EXPORT = 0xc028550a;
export const IOCTL_EXPORT_SIZE = 40;

/** Takes `{ u64 flags, size, offset }`. */
export const IOCTL_SET_SYNC = 0x40185509;
export const IOCTL_SET_SYNC_SIZE = 24;
