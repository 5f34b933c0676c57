/* SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers */
/* SPDX-License-Identifier: BSD-2-Clause */
/* What programs that use a buffer's ioctls do alike. */
#ifndef IOCTLS_H
#define IOCTLS_H

#include <sys/ioctl.h>

#include <u-dma-buf-ioctl.h>

#include "buffer.h"

/* The descriptor of a dma-buf of a part of the buffer, or -1 and errno. */
static inline int buffer_export(int file, uint64_t offset, uint64_t size,
				uint64_t flags)
{
	struct u_dma_buf_ioctl_export_args args = {
		.flags = flags,
		.size = size,
		.offset = offset,
		.fd = -1,
	};

	return ioctl(file, U_DMA_BUF_IOCTL_EXPORT, &args) ? -1 : args.fd;
}

#endif
