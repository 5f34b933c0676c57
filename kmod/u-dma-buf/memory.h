/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/* SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers */
/*
 * Where the memory of a buffer comes from: what the sources share with memory.c and sources.c.
 */
#ifndef U_DMA_BUF_MEMORY_H
#define U_DMA_BUF_MEMORY_H

#include <linux/gfp.h>
#include <linux/types.h>

struct device;
struct page;
struct u_dma_buf_memory;

/* No WARN and no OOM killer for a size that cannot be had: -ENOMEM says it. */
#define U_DMA_BUF_MEMORY_GFP \
	(GFP_KERNEL | __GFP_NOWARN | __GFP_RETRY_MAYFAIL)

/**
 * struct u_dma_buf_source - one way to get memory
 * @name: the word for it, in sysfs and in the log
 * @alloc: fills the memory but for size, cached, refcounted, source and holders; -ENOMEM:
 *	ask the next source
 * @look: how much it could give now, in bytes, without taking it. NULL: only @alloc tells.
 * @end: takes the memory from the parent, while it is there
 * @free: gives the memory back when nobody holds it any more, and the parent may be gone.
 *	NULL: it has gone back with @end.
 */
struct u_dma_buf_source {
	const char *name;
	int (*alloc)(struct device *parent, struct u_dma_buf_memory *memory);
	size_t (*look)(struct device *parent);
	void (*end)(struct device *parent, struct u_dma_buf_memory *memory);
	void (*free)(struct u_dma_buf_memory *memory);
};

/* reach.c: what a device can be told of */
u64 u_dma_buf_reach_mask(struct device *parent);
bool u_dma_buf_reach_fits(struct device *parent, phys_addr_t phys, size_t size);
int u_dma_buf_reach_check(struct device *parent, dma_addr_t address,
			  phys_addr_t phys);
bool u_dma_buf_reach_is_translated(struct device *parent);

/* memory.c: for the sources */
bool u_dma_buf_memory_wants_blocks(const struct u_dma_buf_memory *memory);
size_t u_dma_buf_memory_spare(void);
bool u_dma_buf_memory_leaves_enough(size_t size);
int u_dma_buf_memory_map(struct device *parent, struct u_dma_buf_memory *memory);
void u_dma_buf_memory_unmap(struct device *parent,
			    struct u_dma_buf_memory *memory);
bool u_dma_buf_memory_is_held(const struct u_dma_buf_memory *memory);
void u_dma_buf_memory_put_pages(struct page *pages, size_t count);
void u_dma_buf_memory_free_pages(struct u_dma_buf_memory *memory);

/* pages.c: the page allocator; free_pages: without reclaim */
extern const struct u_dma_buf_source u_dma_buf_source_pages;
extern const struct u_dma_buf_source u_dma_buf_source_free_pages;

/* noncontig.c: pages from anywhere, in one piece for a parent behind an IOMMU */
extern const struct u_dma_buf_source u_dma_buf_source_noncontig;

/* contig.c: a range of free and movable memory */
extern const struct u_dma_buf_source u_dma_buf_source_contig;
/* The same at an address that somebody names, and what is in its way. */
extern const struct u_dma_buf_source u_dma_buf_source_address;
int u_dma_buf_contig_look(phys_addr_t *address, size_t size);

/* dma.c: the DMA API; region: memory that the device tree gave to the parent */
extern const struct u_dma_buf_source u_dma_buf_source_dma;
extern const struct u_dma_buf_source u_dma_buf_source_region;

#endif
