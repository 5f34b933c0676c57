/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/* SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers */
/*
 * Where the memory of a buffer comes from: what memory.c and the sources share.
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
 * @alloc: fills pages or vaddr, and dma_addr; -ENOMEM: ask the next source
 * @free: gives the pages back when nobody holds the memory any more; the parent has been
 *	told of the end before, and may be gone. NULL: memory of the DMA API.
 * @give_back: for memory of the DMA API in place of @free: while the parent is there, and
 *	nobody else holds the memory
 */
struct u_dma_buf_source {
	int (*alloc)(struct device *parent, struct u_dma_buf_memory *memory);
	void (*free)(struct u_dma_buf_memory *memory);
	void (*give_back)(struct device *parent,
			  struct u_dma_buf_memory *memory);
};

/* pages.c: the page allocator; free_pages: without reclaim */
extern const struct u_dma_buf_source u_dma_buf_source_pages;
extern const struct u_dma_buf_source u_dma_buf_source_free_pages;

/* contig.c: a range of free and movable memory */
extern const struct u_dma_buf_source u_dma_buf_source_contig;

/* dma.c: the DMA API */
extern const struct u_dma_buf_source u_dma_buf_source_dma;
bool u_dma_buf_memory_has_area(struct device *parent);

/* memory.c: for the sources */
bool u_dma_buf_memory_fits(struct device *parent, phys_addr_t phys, size_t size);
int u_dma_buf_memory_map(struct device *parent, struct u_dma_buf_memory *memory);
void u_dma_buf_memory_unmap(struct device *parent,
			    struct u_dma_buf_memory *memory);
bool u_dma_buf_memory_is_translated(struct device *parent);

#endif
