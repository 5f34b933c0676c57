/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/* SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers */
/*
 * /dev/u-dma-buf-importer, of the module u-dma-buf-importer: a device that
 * imports dma-bufs. An open file of it can have one attached, and that mapped.
 * While it is mapped, read(2) and write(2) at an offset are what the device
 * reads and writes there, by its DMA addresses. While it is vmapped instead, they are
 * what the driver reads and writes at the kernel's address. close(2) ends all of that.
 */
#ifndef IMPORTER_H
#define IMPORTER_H

#include <linux/ioctl.h>
#include <linux/types.h>

/**
 * struct importer_mapping - a dma-buf mapped for the device
 * @direction: in: 0 bidirectional, 1 to device, 2 from device
 * @entries: out: pieces that are contiguous for the device
 * @size: out: bytes of all pieces
 * @addr: out: DMA address of the first piece
 */
struct importer_mapping {
	__u32 direction;
	__u32 entries;
	__aligned_u64 size;
	__aligned_u64 addr;
};

/* The argument of ATTACH is the descriptor of a dma-buf. */
#define IMPORTER_ATTACH	_IOW('I', 1, int)
#define IMPORTER_MAP	_IOWR('I', 2, struct importer_mapping)
#define IMPORTER_UNMAP	_IO('I', 3)
#define IMPORTER_DETACH	_IO('I', 4)
#define IMPORTER_VMAP	_IO('I', 5)
#define IMPORTER_VUNMAP	_IO('I', 6)

#endif
