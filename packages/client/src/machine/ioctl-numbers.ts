// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

// Requests of a buffer's node, as kmod/include/uapi/u-dma-buf-ioctl.h has them.

/** Takes and gives `{ u64 flags, size, offset, addr; int fd }`. */
export const IOCTL_EXPORT = 0xc028550a;
export const IOCTL_EXPORT_SIZE = 40;

/** Take a u64, as the attributes of these names do. */
export const IOCTL_SET_SYNC_FOR_CPU = 0x40085505;
export const IOCTL_SET_SYNC_FOR_DEVICE = 0x40085506;

/** Gives, and takes, `{ u64 flags, size, offset }`. */
export const IOCTL_GET_SYNC = 0x80185508;
export const IOCTL_SET_SYNC = 0x40185509;

/** Of a dma-buf: takes a u64 of flags, as the kernel's include/uapi/linux/dma-buf.h has them. */
export const DMA_BUF_IOCTL_SYNC = 0x40086200;
