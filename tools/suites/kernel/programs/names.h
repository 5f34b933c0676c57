/* SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers */
/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What programs written for ikwzm's u-dma-buf-ioctl.h do with it, in C and in
 * C++: types without "struct", accessors of flags, pointers to uint64_t. Each
 * field of the flags must be where the interface has it.
 * tools/suites/kernel/compile has each compiler look at this; programs/names.c
 * runs it.
 */
#ifndef NAMES_H
#define NAMES_H

#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>

#include <u-dma-buf-ioctl.h>

/* Its prototypes must fit: C++ converts no pointer to an integer of another
 * type. */
static inline uint64_t *names_pointer(u_dma_buf_ioctl_sync_args *args)
{
	return &args->size;
}

static inline int names_sync(int fd, uint64_t offset, uint64_t size,
			     int direction, int command)
{
	u_dma_buf_ioctl_sync_args args;

	memset(&args, 0, sizeof(args));
	SET_U_DMA_BUF_IOCTL_FLAGS_SYNC_CMD(&args, command);
	SET_U_DMA_BUF_IOCTL_FLAGS_SYNC_DIR(&args, direction);
	SET_U_DMA_BUF_IOCTL_FLAGS_SYNC_MODE(&args, 1);
	args.offset = offset;
	*names_pointer(&args) = size;
	return ioctl(fd, U_DMA_BUF_IOCTL_SET_SYNC, &args);
}

static inline int names_sync_for_cpu(int fd, uint64_t offset, uint64_t size,
				     int direction)
{
	return names_sync(fd, offset, size, direction,
			  U_DMA_BUF_IOCTL_FLAGS_SYNC_CMD_FOR_CPU);
}

static inline int names_sync_for_device(int fd, uint64_t offset, uint64_t size,
					int direction)
{
	return names_sync(fd, offset, size, direction,
			  U_DMA_BUF_IOCTL_FLAGS_SYNC_CMD_FOR_DEVICE);
}

static inline int names_sync_owner(int fd)
{
	u_dma_buf_ioctl_sync_args args;

	if (ioctl(fd, U_DMA_BUF_IOCTL_GET_SYNC, &args))
		return -1;
	return GET_U_DMA_BUF_IOCTL_FLAGS_SYNC_OWNER(&args);
}

static inline int names_export(int fd, uint64_t offset, uint64_t size)
{
	u_dma_buf_ioctl_export_args args;

	memset(&args, 0, sizeof(args));
	SET_U_DMA_BUF_IOCTL_FLAGS_EXPORT_FD_FLAGS(&args, O_RDWR | O_CLOEXEC);
	args.offset = offset;
	args.size = size;
	return ioctl(fd, U_DMA_BUF_IOCTL_EXPORT, &args) ? -1 : args.fd;
}

static inline int names_print(int fd, FILE *to)
{
	u_dma_buf_ioctl_drv_info driver;
	u_dma_buf_ioctl_dev_info device;

	if (ioctl(fd, U_DMA_BUF_IOCTL_GET_DRV_INFO, &driver) ||
	    ioctl(fd, U_DMA_BUF_IOCTL_GET_DEV_INFO, &device))
		return -1;
	return fprintf(to,
		       "%d %d %d %d %d %d %d %d %d %" PRIu64 " %" PRIx64 "\n",
		       GET_U_DMA_BUF_IOCTL_FLAGS_IOCTL_VERSION(&driver),
		       GET_U_DMA_BUF_IOCTL_FLAGS_IN_KERNEL_FUNCTIONS(&driver),
		       GET_U_DMA_BUF_IOCTL_FLAGS_USE_OF_DMA_CONFIG(&driver),
		       GET_U_DMA_BUF_IOCTL_FLAGS_USE_OF_RESERVED_MEM(&driver),
		       GET_U_DMA_BUF_IOCTL_FLAGS_USE_QUIRK_MMAP(&driver),
		       GET_U_DMA_BUF_IOCTL_FLAGS_USE_QUIRK_MMAP_PAGE(&driver),
		       GET_U_DMA_BUF_IOCTL_FLAGS_DMA_MASK(&device),
		       GET_U_DMA_BUF_IOCTL_FLAGS_DMA_COHERENT(&device),
		       GET_U_DMA_BUF_IOCTL_FLAGS_MMAP_MODE(&device),
		       device.size, device.addr);
}

#endif
