// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
/*
 * Memory from the page allocator, in one block of it: 4 MiB at most on most
 * machines. Never from CMA, because a buffer cannot be moved.
 */

#include <linux/dma-mapping.h>
#include <linux/io.h>
#include <linux/mm.h>

#include "memory.h"
#include "u-dma-buf.h"

/* Without reclaim: what is not at hand may be had elsewhere for less. */
#define PAGES_GFP_AT_HAND	\
	((GFP_KERNEL & ~__GFP_DIRECT_RECLAIM) | __GFP_NOWARN | __GFP_NORETRY)

static struct page *pages_alloc_in(struct device *parent, size_t size, gfp_t gfp)
{
	struct page *pages = alloc_pages_node(dev_to_node(parent), gfp,
					      get_order(size));

	if (!pages || u_dma_buf_reach_fits(parent, page_to_phys(pages), size))
		return pages;
	__free_pages(pages, get_order(size));
	return NULL;
}

/* The zones from the largest to the smallest, until one has what fits. */
static struct page *pages_alloc_fitting(struct device *parent, size_t size,
					gfp_t gfp)
{
	u64 mask = parent->coherent_dma_mask;
	struct page *pages = NULL;

	if (mask > DMA_BIT_MASK(32) || !IS_ENABLED(CONFIG_ZONE_DMA32) ||
	    u_dma_buf_reach_is_translated(parent))
		pages = pages_alloc_in(parent, size, gfp);
	if (!pages && IS_ENABLED(CONFIG_ZONE_DMA32))
		pages = pages_alloc_in(parent, size, gfp | GFP_DMA32);
	if (!pages && IS_ENABLED(CONFIG_ZONE_DMA))
		pages = pages_alloc_in(parent, size, gfp | GFP_DMA);
	return pages;
}

/* A page for each count: those beyond the size go back at once. */
static void pages_split(struct u_dma_buf_memory *memory)
{
	size_t i = memory->size >> PAGE_SHIFT;
	size_t block = 1UL << get_order(memory->size);

	split_page(memory->pages, get_order(memory->size));
	for (; i < block; i++)
		__free_page(memory->pages + i);
}

static void pages_free(struct u_dma_buf_memory *memory)
{
	if (memory->refcounted)
		u_dma_buf_memory_free_pages(memory);
	else
		__free_pages(memory->pages, get_order(memory->size));
}

static int pages_alloc(struct device *parent, struct u_dma_buf_memory *memory,
		       gfp_t gfp)
{
	memory->pages = pages_alloc_fitting(parent, memory->size,
					    gfp | __GFP_ZERO);
	if (!memory->pages)
		return -ENOMEM;
	if (memory->refcounted)
		pages_split(memory);
	return u_dma_buf_memory_map(parent, memory);
}

static int pages_alloc_any(struct device *parent, struct u_dma_buf_memory *memory)
{
	return pages_alloc(parent, memory, U_DMA_BUF_MEMORY_GFP);
}

static int pages_alloc_at_hand(struct device *parent,
			       struct u_dma_buf_memory *memory)
{
	return pages_alloc(parent, memory, PAGES_GFP_AT_HAND);
}

const struct u_dma_buf_source u_dma_buf_source_pages = {
	.name = "pages",
	.alloc = pages_alloc_any,
	.end = u_dma_buf_memory_unmap,
	.free = pages_free,
};

const struct u_dma_buf_source u_dma_buf_source_free_pages = {
	.name = "pages",
	.alloc = pages_alloc_at_hand,
	.end = u_dma_buf_memory_unmap,
	.free = pages_free,
};
