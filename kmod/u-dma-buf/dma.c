// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
/*
 * Memory from the DMA API. Memory that users map cached, and hand over by syncing,
 * is streaming memory (dma_alloc_pages()); memory that they map as the device sees
 * it is coherent memory (dma_alloc_coherent()). See
 * Documentation/core-api/dma-api.rst of the kernel.
 */

#include <linux/delay.h>
#include <linux/dma-mapping.h>
#include <linux/mm.h>

#include "compat.h"
#include "memory.h"
#include "u-dma-buf.h"

/* How long an end waits for who holds memory of the DMA API, in milliseconds. */
#define DMA_PATIENCE	1000
#define DMA_POLL	20

/*
 * The allocator of 32-bit ARM prefers low memory for a narrow mask, but does not look
 * whether it got any, and nobody looks where a device's own memory lies.
 */
static bool is_within_mask(struct device *parent, dma_addr_t last)
{
	return last <= min_not_zero(parent->coherent_dma_mask, parent->bus_dma_limit);
}

/*
 * Where the area of a device is full, or above its mask, the DMA API gives memory from
 * elsewhere: not what the device tree promised.
 */
static bool is_in_region(struct device *parent, const struct u_dma_buf_memory *memory)
{
	struct u_dma_buf_region region;
	phys_addr_t phys;

	if (u_dma_buf_region_is_private(parent) ||
	    !u_dma_buf_region_of(parent, &region))
		return true;
	phys = page_to_phys(u_dma_buf_memory_page(memory, 0));
	return phys >= region.base &&
	       phys - region.base + memory->size <= region.size;
}

static int alloc_coherent(struct device *parent, struct u_dma_buf_memory *memory)
{
	/* Without it, what is behind an IOMMU gets pages from anywhere. */
	unsigned long attrs = DMA_ATTR_NO_WARN |
			      (u_dma_buf_region_is_cma(parent) ?
			       DMA_ATTR_FORCE_CONTIGUOUS : 0);

	memory->vaddr = dma_alloc_attrs(parent, memory->size, &memory->dma_addr,
					U_DMA_BUF_MEMORY_GFP, attrs);
	if (!memory->vaddr)
		return -ENOMEM;
	if (is_within_mask(parent, memory->dma_addr + memory->size - 1) &&
	    is_in_region(parent, memory))
		return 0;
	dma_free_attrs(parent, memory->size, memory->vaddr, memory->dma_addr,
		       attrs);
	memory->vaddr = NULL;
	return -ENOMEM;
}

static void free_streaming(struct device *parent, struct u_dma_buf_memory *memory)
{
	dma_free_pages(parent, memory->size, memory->pages, memory->dma_addr,
		       DMA_BIDIRECTIONAL);
	memory->pages = NULL;
	memory->paged = false;
}

/* Whether the pages have a count each, as those of CMA do. */
static bool has_counts(const struct u_dma_buf_memory *memory)
{
	return memory->size == PAGE_SIZE || page_count(memory->pages + 1);
}

static int alloc_streaming(struct device *parent, struct u_dma_buf_memory *memory)
{
	memory->pages = dma_alloc_pages(parent, memory->size, &memory->dma_addr,
					DMA_BIDIRECTIONAL, U_DMA_BUF_MEMORY_GFP);
	/* The latter cannot be, but the DMA API wants to be asked. */
	if (!memory->pages || dma_mapping_error(parent, memory->dma_addr)) {
		memory->pages = NULL;
		return -ENOMEM;
	}
	/* The DMA API gives no highmem here, even where the area has no other. */
	if (!is_in_region(parent, memory)) {
		free_streaming(parent, memory);
		return -ENOMEM;
	}
	memory->vaddr = page_address(memory->pages);
	memory->paged = true;
	/* As u_dma_buf_memory_map(). */
	dma_sync_single_for_device(parent, memory->dma_addr, memory->size,
				   DMA_BIDIRECTIONAL);
	return 0;
}

/* A device with an area of CMA to itself is to have its memory there. */
static int alloc_refcounted(struct device *parent, struct u_dma_buf_memory *memory)
{
	int ret = alloc_streaming(parent, memory);

	if (!ret && !has_counts(memory)) {
		free_streaming(parent, memory);
		ret = -ENOMEM;
	}
	memory->cma_backed = !ret;
	return ret;
}

/*
 * Where CMA is in highmem, which the kernel has no address for, streaming memory
 * comes from the page allocator only, 4 MiB of it at most. Coherent memory is given
 * a kernel address of its own: slower for the CPU to use, but memory.
 */
static int alloc_cached(struct device *parent, struct u_dma_buf_memory *memory)
{
	int ret;

	/* It comes decrypted, but is mapped as it is: for coherent memory to do. */
	if (u_dma_buf_memory_is_encrypted())
		return -EOPNOTSUPP;
	if (memory->refcounted)
		return alloc_refcounted(parent, memory);
	ret = alloc_streaming(parent, memory);
	if (ret && IS_ENABLED(CONFIG_HIGHMEM)) {
		ret = alloc_coherent(parent, memory);
		memory->cached = ret;
	}
	return ret;
}

static void dma_give_back(struct device *parent, struct u_dma_buf_memory *memory)
{
	if (memory->pages)
		free_streaming(parent, memory);
	else
		dma_free_coherent(parent, memory->size, memory->vaddr,
				  memory->dma_addr);
}

/* What the DMA API gave without an IOMMU is as the DMA API says. */
static int dma_check(struct device *parent, struct u_dma_buf_memory *memory)
{
	if (u_dma_buf_region_is_private(parent) ||
	    !u_dma_buf_reach_is_translated(parent))
		return 0;
	return u_dma_buf_reach_check(parent, memory->dma_addr,
				     page_to_phys(u_dma_buf_memory_page(memory, 0)));
}

static int dma_alloc(struct device *parent, struct u_dma_buf_memory *memory)
{
	int ret;

	/* An IOMMU makes one piece of all that there is. */
	if (u_dma_buf_reach_is_translated(parent) &&
	    !u_dma_buf_memory_leaves_enough(memory->size))
		return -ENOMEM;
	ret = memory->cached ? alloc_cached(parent, memory) :
			       alloc_coherent(parent, memory);
	if (ret)
		return ret;
	ret = dma_check(parent, memory);
	if (ret)
		dma_give_back(parent, memory);
	return ret;
}

/*
 * Memory of the DMA API goes back while the parent is there, or never: an importer, or
 * I/O, that holds it cannot be interrupted. I/O that is under way has a moment to end.
 */
static void dma_end(struct device *parent, struct u_dma_buf_memory *memory)
{
	int waited;

	for (waited = 0;
	     u_dma_buf_memory_is_held(memory) && waited < DMA_PATIENCE;
	     waited += DMA_POLL)
		msleep(DMA_POLL);
	if (u_dma_buf_memory_is_held(memory))
		dev_warn(parent,
			 "%zu bytes of a removed buffer are lost until the machine restarts: another device, or I/O, still holds them\n",
			 memory->size);
	else
		dma_give_back(parent, memory);
}

const struct u_dma_buf_source u_dma_buf_source_dma = {
	.name = "dma",
	.alloc = dma_alloc,
	.end = dma_end,
};

const struct u_dma_buf_source u_dma_buf_source_region = {
	.name = "region",
	.alloc = dma_alloc,
	.end = dma_end,
};
