/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/* SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers */
/*
 * ioctls of a buffer's device node. For C and C++, 32 and 64 bits: every struct
 * has the same layout for all of them. Offsets and sizes are bytes.
 *
 * Programs written for ikwzm's header of this name compile with this one: its
 * names are at the end.
 */
#ifndef U_DMA_BUF_IOCTL_H
#define U_DMA_BUF_IOCTL_H

#include <linux/ioctl.h>
#ifdef __KERNEL__
#include <linux/types.h>
#else
#include <stdint.h>
#endif

/* Not __u64: where that is another type than uint64_t, C++ programs would notice. */
#define U_DMA_BUF_IOCTL_U64	uint64_t __attribute__((aligned(8)))

#define U_DMA_BUF_IOCTL_MAGIC	'U'

/**
 * struct u_dma_buf_ioctl_drv_info - what the driver is and can do
 * @flags: bits 7..0 version of this interface, others U_DMA_BUF_DRV_INFO_*
 * @version: of the driver, NUL-terminated
 */
struct u_dma_buf_ioctl_drv_info {
	U_DMA_BUF_IOCTL_U64 flags;
	char version[16];
};

#define U_DMA_BUF_DRV_INFO_IOCTL_VERSION	0xff
#define U_DMA_BUF_DRV_INFO_IN_KERNEL_FUNCTIONS	(1 << 8)
#define U_DMA_BUF_DRV_INFO_OF_DMA_CONFIG	(1 << 12)
#define U_DMA_BUF_DRV_INFO_OF_RESERVED_MEM	(1 << 13)
#define U_DMA_BUF_DRV_INFO_QUIRK_MMAP		(1 << 16)
#define U_DMA_BUF_DRV_INFO_QUIRK_MMAP_PAGE	(1 << 17)

/**
 * struct u_dma_buf_ioctl_dev_info - what a buffer is
 * @flags: U_DMA_BUF_DEV_INFO_*
 * @size: of the buffer
 * @addr: DMA address
 */
struct u_dma_buf_ioctl_dev_info {
	U_DMA_BUF_IOCTL_U64 flags;
	U_DMA_BUF_IOCTL_U64 size;
	U_DMA_BUF_IOCTL_U64 addr;
};

#define U_DMA_BUF_DEV_INFO_DMA_MASK		0xff
#define U_DMA_BUF_DEV_INFO_DMA_COHERENT		(1 << 9)
#define U_DMA_BUF_DEV_INFO_MMAP_MODE		(7 << 10)
#define U_DMA_BUF_DEV_INFO_MMAP_MODE_SHIFT	10

/**
 * struct u_dma_buf_ioctl_sync_args - the stored arguments of a sync
 * @flags: U_DMA_BUF_SYNC_*
 * @size: of the range; SET_SYNC: 0 leaves it as it is
 * @offset: of the range
 */
struct u_dma_buf_ioctl_sync_args {
	U_DMA_BUF_IOCTL_U64 flags;
	U_DMA_BUF_IOCTL_U64 size;
	U_DMA_BUF_IOCTL_U64 offset;
};

/* SET_SYNC only: what to do with the range that the arguments give. */
#define U_DMA_BUF_SYNC_COMMAND			0x3
#define U_DMA_BUF_SYNC_COMMAND_NONE		0
#define U_DMA_BUF_SYNC_COMMAND_FOR_CPU		1
#define U_DMA_BUF_SYNC_COMMAND_FOR_DEVICE	3
/* 0 bidirectional, 1 to device, 2 from device. */
#define U_DMA_BUF_SYNC_DIRECTION		(3 << 2)
#define U_DMA_BUF_SYNC_DIRECTION_SHIFT		2
/* As the attribute sync_mode; SET_SYNC: 0 leaves it as it is. */
#define U_DMA_BUF_SYNC_MODE			(0xff << 8)
#define U_DMA_BUF_SYNC_MODE_SHIFT		8
/* GET_SYNC only: 0 the CPU has the buffer, 1 the device. */
#define U_DMA_BUF_SYNC_OWNER			(1 << 16)

/**
 * struct u_dma_buf_ioctl_export_args - a dma-buf of a part of a buffer
 * @flags: bits 31..0: O_RDONLY, O_WRONLY or O_RDWR, with O_CLOEXEC, O_SYNC
 * @size: of the part, a multiple of the page size
 * @offset: of the part, a multiple of the page size
 * @addr: out: DMA address of the part
 * @fd: out: descriptor of the dma-buf
 */
struct u_dma_buf_ioctl_export_args {
	U_DMA_BUF_IOCTL_U64 flags;
	U_DMA_BUF_IOCTL_U64 size;
	U_DMA_BUF_IOCTL_U64 offset;
	U_DMA_BUF_IOCTL_U64 addr;
	int fd;
};

#define U_DMA_BUF_IOCTL_GET_DRV_INFO \
	_IOR(U_DMA_BUF_IOCTL_MAGIC, 1, struct u_dma_buf_ioctl_drv_info)
#define U_DMA_BUF_IOCTL_GET_SIZE \
	_IOR(U_DMA_BUF_IOCTL_MAGIC, 2, uint64_t)
#define U_DMA_BUF_IOCTL_GET_DMA_ADDR \
	_IOR(U_DMA_BUF_IOCTL_MAGIC, 3, uint64_t)
#define U_DMA_BUF_IOCTL_GET_SYNC_OWNER \
	_IOR(U_DMA_BUF_IOCTL_MAGIC, 4, uint32_t)
/*
 * The value is as the attributes sync_for_cpu and sync_for_device take it. On a file
 * opened to read, what the CPU's caches hold goes to memory first, and is not lost.
 */
#define U_DMA_BUF_IOCTL_SET_SYNC_FOR_CPU \
	_IOW(U_DMA_BUF_IOCTL_MAGIC, 5, uint64_t)
#define U_DMA_BUF_IOCTL_SET_SYNC_FOR_DEVICE \
	_IOW(U_DMA_BUF_IOCTL_MAGIC, 6, uint64_t)
#define U_DMA_BUF_IOCTL_GET_DEV_INFO \
	_IOR(U_DMA_BUF_IOCTL_MAGIC, 7, struct u_dma_buf_ioctl_dev_info)
#define U_DMA_BUF_IOCTL_GET_SYNC \
	_IOR(U_DMA_BUF_IOCTL_MAGIC, 8, struct u_dma_buf_ioctl_sync_args)
/* Needs a file opened to write: else EACCES. */
#define U_DMA_BUF_IOCTL_SET_SYNC \
	_IOW(U_DMA_BUF_IOCTL_MAGIC, 9, struct u_dma_buf_ioctl_sync_args)
#define U_DMA_BUF_IOCTL_EXPORT \
	_IOWR(U_DMA_BUF_IOCTL_MAGIC, 10, struct u_dma_buf_ioctl_export_args)

#ifndef __KERNEL__
/*
 * The names that ikwzm's header has: types without "struct", and for each field of
 * the flags a function that sets it and one that gets it.
 */
typedef struct u_dma_buf_ioctl_drv_info u_dma_buf_ioctl_drv_info;
typedef struct u_dma_buf_ioctl_dev_info u_dma_buf_ioctl_dev_info;
typedef struct u_dma_buf_ioctl_sync_args u_dma_buf_ioctl_sync_args;
typedef struct u_dma_buf_ioctl_export_args u_dma_buf_ioctl_export_args;

/* Bits HIGH to LOW, at most 32, of the flags of a struct TYPE. */
#define DEFINE_U_DMA_BUF_IOCTL_FLAGS(NAME, TYPE, LOW, HIGH)		\
static inline void SET_U_DMA_BUF_IOCTL_FLAGS_##NAME(struct TYPE *args, int value) \
{									\
	uint64_t mask = (((uint64_t)1 << ((HIGH) - (LOW) + 1)) - 1) << (LOW); \
									\
	args->flags = (args->flags & ~mask) |				\
		      (((uint64_t)value << (LOW)) & mask);		\
}									\
									\
static inline int GET_U_DMA_BUF_IOCTL_FLAGS_##NAME(const struct TYPE *args) \
{									\
	uint64_t mask = ((uint64_t)1 << ((HIGH) - (LOW) + 1)) - 1;	\
									\
	return (int)((args->flags >> (LOW)) & mask);			\
}

DEFINE_U_DMA_BUF_IOCTL_FLAGS(IOCTL_VERSION, u_dma_buf_ioctl_drv_info, 0, 7)
DEFINE_U_DMA_BUF_IOCTL_FLAGS(IN_KERNEL_FUNCTIONS, u_dma_buf_ioctl_drv_info, 8, 8)
DEFINE_U_DMA_BUF_IOCTL_FLAGS(USE_OF_DMA_CONFIG, u_dma_buf_ioctl_drv_info, 12, 12)
DEFINE_U_DMA_BUF_IOCTL_FLAGS(USE_OF_RESERVED_MEM, u_dma_buf_ioctl_drv_info, 13, 13)
DEFINE_U_DMA_BUF_IOCTL_FLAGS(USE_QUIRK_MMAP, u_dma_buf_ioctl_drv_info, 16, 16)
DEFINE_U_DMA_BUF_IOCTL_FLAGS(USE_QUIRK_MMAP_PAGE, u_dma_buf_ioctl_drv_info, 17, 17)

DEFINE_U_DMA_BUF_IOCTL_FLAGS(DMA_MASK, u_dma_buf_ioctl_dev_info, 0, 7)
DEFINE_U_DMA_BUF_IOCTL_FLAGS(DMA_COHERENT, u_dma_buf_ioctl_dev_info, 9, 9)
DEFINE_U_DMA_BUF_IOCTL_FLAGS(MMAP_MODE, u_dma_buf_ioctl_dev_info, 10, 12)

DEFINE_U_DMA_BUF_IOCTL_FLAGS(SYNC_CMD, u_dma_buf_ioctl_sync_args, 0, 1)
DEFINE_U_DMA_BUF_IOCTL_FLAGS(SYNC_DIR, u_dma_buf_ioctl_sync_args, 2, 3)
DEFINE_U_DMA_BUF_IOCTL_FLAGS(SYNC_MODE, u_dma_buf_ioctl_sync_args, 8, 15)
DEFINE_U_DMA_BUF_IOCTL_FLAGS(SYNC_OWNER, u_dma_buf_ioctl_sync_args, 16, 16)

#define U_DMA_BUF_IOCTL_FLAGS_SYNC_CMD_FOR_CPU		1
#define U_DMA_BUF_IOCTL_FLAGS_SYNC_CMD_FOR_DEVICE	3

DEFINE_U_DMA_BUF_IOCTL_FLAGS(EXPORT_FD_FLAGS, u_dma_buf_ioctl_export_args, 0, 31)
#endif

#endif
