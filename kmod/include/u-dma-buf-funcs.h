/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/* SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers */
/*
 * In-kernel functions of u-dma-buf: other modules find, make and use buffers
 * through these.
 */
#ifndef U_DMA_BUF_FUNCS_H
#define U_DMA_BUF_FUNCS_H

#include <linux/bits.h>
#include <linux/types.h>

struct bus_type;
struct device;

/* For @id: take any free minor; match any minor. */
#define U_DMA_BUF_ID_ANY	(-2)

/* Bits of @option. A field of 0 means the default. */
#define U_DMA_BUF_OPTION_DMA_MASK_SHIFT		0
#define U_DMA_BUF_OPTION_DMA_MASK		0xffULL
#define U_DMA_BUF_OPTION_MMAP_MODE_SHIFT	10
#define U_DMA_BUF_OPTION_MMAP_MODE		(7ULL << 10)
/* enum u_dma_buf_origin. Not for ikwzm's u-dma-buf. */
#define U_DMA_BUF_OPTION_ORIGIN_SHIFT		16
#define U_DMA_BUF_OPTION_ORIGIN			(3ULL << 16)
/*
 * Goes with its creator, who gets a reference with the device, and drops it by
 * u_dma_buf_device_orphan(). Not for drivers without that function.
 */
#define U_DMA_BUF_OPTION_TEMPORARY		BIT_ULL(18)

/* Who had a buffer made. */
enum u_dma_buf_origin {
	U_DMA_BUF_ORIGIN_OTHER,
	U_DMA_BUF_ORIGIN_MANAGER,
	U_DMA_BUF_ORIGIN_PARAMETER,
	U_DMA_BUF_ORIGIN_DEVICE_TREE,
	U_DMA_BUF_ORIGINS
};

/* The word for it, in sysfs and in the manager's answers. */
static inline const char *u_dma_buf_origin_name(enum u_dma_buf_origin origin)
{
	static const char * const names[U_DMA_BUF_ORIGINS] = {
		[U_DMA_BUF_ORIGIN_OTHER] = "other",
		[U_DMA_BUF_ORIGIN_MANAGER] = "manager",
		[U_DMA_BUF_ORIGIN_PARAMETER] = "parameter",
		[U_DMA_BUF_ORIGIN_DEVICE_TREE] = "device-tree",
	};

	return names[origin];
}

/* Commands of u_dma_buf_device_sync(). */
#define U_DMA_BUF_SYNC_NONE		0
#define U_DMA_BUF_SYNC_FOR_CPU		1
#define U_DMA_BUF_SYNC_FOR_DEVICE	2

/**
 * struct u_dma_buf_device_info - what a buffer is
 * @minor: of its device node
 * @size: bytes
 * @phys_addr: DMA address
 * @origin: who had it made
 */
struct u_dma_buf_device_info {
	unsigned int minor;
	size_t size;
	dma_addr_t phys_addr;
	enum u_dma_buf_origin origin;
};

/**
 * struct u_dma_buf_place - where the memory of a buffer must lie
 * @region: a child of /reserved-memory, by its node's name, with or without the unit
 *	address, or by its label; NULL: at @address
 * @address: physical, a multiple of the page size
 */
struct u_dma_buf_place {
	const char *region;
	u64 address;
};

/**
 * struct u_dma_buf_refusal - what there is where no memory was found
 * @dma_mask: the highest address that the device reaches: its mask, and the limit of its bus
 * @largest: bytes of the largest piece that could be had now
 * @mmap_mode: of U_DMA_BUF_OPTION_MMAP_MODE, the one that has memory of the size; 0: none
 */
struct u_dma_buf_refusal {
	u64 dma_mask;
	u64 largest;
	unsigned int mmap_mode;
};

struct device *u_dma_buf_device_search(const char *name, int id);
struct device *u_dma_buf_device_create(const char *name, int id, size_t size,
				       u64 option, struct device *parent);
struct device *u_dma_buf_device_create_at(const char *name, int id, size_t size,
					  u64 option, struct device *parent,
					  const struct u_dma_buf_place *place,
					  struct u_dma_buf_refusal *refusal);
int u_dma_buf_device_remove(struct device *dev);
void u_dma_buf_device_orphan(struct device *dev);
int u_dma_buf_device_getmap(struct device *dev, size_t *size, void **virt_addr,
			    dma_addr_t *phys_addr);
int u_dma_buf_device_info(struct device *dev,
			  struct u_dma_buf_device_info *info);
int u_dma_buf_device_sync(struct device *dev, int command, int direction,
			  u64 offset, ssize_t size);
struct bus_type *u_dma_buf_find_available_bus_type(char *name, int name_len);

#endif
