// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
/*
 * The memory of a buffer. Memory that users map cached, and hand over by
 * syncing, is streaming memory of the DMA API (dma_alloc_pages()); memory that
 * they map as the device sees it is coherent memory (dma_alloc_coherent()).
 * See Documentation/core-api/dma-api.rst of the kernel.
 */

#include <linux/delay.h>
#include <linux/dma-mapping.h>
#include <linux/iommu.h>
#include <linux/mm.h>
#include <linux/page_ref.h>

#include "compat.h"
#include "u-dma-buf.h"

/* No WARN and no OOM killer for a size that cannot be had: -ENOMEM says it. */
#define MEMORY_GFP	(GFP_KERNEL | __GFP_NOWARN | __GFP_RETRY_MAYFAIL)

/* Without reclaim, which keeps the DMA API from taking the pages from CMA. */
#define MEMORY_GFP_NOT_CMA	\
	((GFP_KERNEL & ~__GFP_DIRECT_RECLAIM) | __GFP_NOWARN | __GFP_NORETRY)

/**
 * u_dma_buf_memory_is_private() - does a device have memory of its own?
 * @parent: the device that does the DMA
 *
 * Memory that the device tree gave to the device alone (a shared-dma-pool with
 * no-map) has no struct page and comes as coherent memory only.
 */
bool u_dma_buf_memory_is_private(struct device *parent)
{
#ifdef CONFIG_DMA_DECLARE_COHERENT
	return parent->dma_mem;
#else
	return false;
#endif
}

static bool wants_streaming(struct device *parent, unsigned int mmap_mode)
{
	if (u_dma_buf_memory_is_private(parent))
		return false;
	switch (mmap_mode) {
	case U_DMA_BUF_MMAP_ON:
	case U_DMA_BUF_MMAP_PAGE:
		return true;
	case U_DMA_BUF_MMAP_AUTO:
		return !u_dma_buf_dev_is_coherent(parent);
	default:
		return false;
	}
}

/* The device tree gave the device a part of memory (a reusable shared-dma-pool). */
static bool has_cma_area(struct device *parent)
{
#ifdef CONFIG_DMA_CMA
	return parent->cma_area;
#else
	return false;
#endif
}

/*
 * The allocator of 32-bit ARM prefers low memory for a narrow mask, but does not look
 * whether it got any. Memory of the device's own is where the device tree says.
 */
static bool is_within_mask(struct device *parent, dma_addr_t last)
{
	return u_dma_buf_memory_is_private(parent) ||
	       last <= min_not_zero(parent->coherent_dma_mask, parent->bus_dma_limit);
}

static int alloc_coherent(struct device *parent, struct u_dma_buf_memory *memory)
{
	void *vaddr = dma_alloc_coherent(parent, memory->size,
					 &memory->dma_addr, MEMORY_GFP);

	if (!vaddr)
		return -ENOMEM;
	if (!is_within_mask(parent, memory->dma_addr + memory->size - 1)) {
		dma_free_coherent(parent, memory->size, vaddr, memory->dma_addr);
		return -ENOMEM;
	}
	memory->vaddr = vaddr;
	return 0;
}

static int alloc_streaming(struct device *parent, gfp_t gfp,
			   struct u_dma_buf_memory *memory)
{
	/* The DMA API gives no highmem here, but memory from outside the area. */
	if (IS_ENABLED(CONFIG_HIGHMEM) && has_cma_area(parent) &&
	    u_dma_buf_of_region_is_high(parent))
		return -ENOMEM;
	memory->pages = dma_alloc_pages(parent, memory->size, &memory->dma_addr,
					DMA_BIDIRECTIONAL, gfp);
	/* The latter cannot be, but the DMA API wants to be asked. */
	if (!memory->pages || dma_mapping_error(parent, memory->dma_addr))
		return -ENOMEM;
	memory->vaddr = page_address(memory->pages);
	/*
	 * The zeroes may be in the CPU's caches alone. A device, or a mapping past the
	 * caches, would not see them, and lose what it writes when they go to memory.
	 */
	dma_sync_single_for_device(parent, memory->dma_addr, memory->size,
				   DMA_BIDIRECTIONAL);
	return 0;
}

/*
 * Where CMA is in highmem, which the kernel has no address for, streaming memory
 * comes from the page allocator only, 4 MiB of it at most. Coherent memory is given
 * a kernel address of its own: slower for the CPU to use, but memory.
 */
static int alloc_streaming_or_coherent(struct device *parent,
				       struct u_dma_buf_memory *memory)
{
	int ret = alloc_streaming(parent, MEMORY_GFP, memory);

	if (ret && IS_ENABLED(CONFIG_HIGHMEM))
		ret = alloc_coherent(parent, memory);
	return ret;
}

/*
 * Pages of CMA have counts of their own, those of a larger block from the page
 * allocator only after a split. The latter first: what is in CMA cannot be
 * pinned for long, as io_uring's fixed buffers are. But a device with an area of
 * CMA to itself is to have its memory there.
 */
static int alloc_counted(struct device *parent, struct u_dma_buf_memory *memory)
{
	bool has_area = has_cma_area(parent);
	int ret = -ENOMEM;

	if (!has_area)
		ret = alloc_streaming(parent, MEMORY_GFP_NOT_CMA, memory);
	if (ret)
		ret = alloc_streaming(parent, MEMORY_GFP, memory);
	if (ret)
		return ret;
	if (memory->size > PAGE_SIZE && !page_count(memory->pages + 1)) {
		split_page(memory->pages, get_order(memory->size));
		memory->split = true;
	}
	memory->counted = true;
	memory->lent = !memory->split && (has_area || memory->size > PAGE_SIZE);
	return 0;
}

/**
 * u_dma_buf_memory_alloc() - allocate zeroed memory for DMA by a device
 * @parent: the device that does the DMA
 * @size: bytes; rounded up to pages
 * @mmap_mode: enum u_dma_buf_mmap_mode, which decides on the kind of memory
 * @memory: zeroed; filled on success
 *
 * Return: 0; -EIO: @parent cannot do DMA, because nobody gave it a DMA mask;
 * -ENOMEM
 */
int u_dma_buf_memory_alloc(struct device *parent, size_t size,
			   unsigned int mmap_mode,
			   struct u_dma_buf_memory *memory)
{
	if (!parent->dma_mask || !parent->coherent_dma_mask)
		return -EIO;
	memory->size = PAGE_ALIGN(size);
	if (memory->size < size)
		return -ENOMEM;
	if (!wants_streaming(parent, mmap_mode))
		return alloc_coherent(parent, memory);
	if (mmap_mode == U_DMA_BUF_MMAP_PAGE)
		return alloc_counted(parent, memory);
	return alloc_streaming_or_coherent(parent, memory);
}

#ifdef CONFIG_IOMMU_API
static struct page *first_page(const struct u_dma_buf_memory *memory)
{
	if (memory->pages)
		return memory->pages;
	return is_vmalloc_addr(memory->vaddr) ? vmalloc_to_page(memory->vaddr) :
						virt_to_page(memory->vaddr);
}

/**
 * u_dma_buf_memory_is_reachable() - does the parent find the memory?
 * @parent: the device that does the DMA
 * @memory: allocated for it
 *
 * On arm64 a device whose driver was unbound stays attached to its IOMMU, but
 * (before Linux 6.12) the DMA API forgets about that and hands out physical
 * addresses. So ask the IOMMU what is there.
 */
bool u_dma_buf_memory_is_reachable(struct device *parent,
				   const struct u_dma_buf_memory *memory)
{
	struct iommu_domain *domain = iommu_get_domain_for_dev(parent);

	if (!domain || !(domain->type & __IOMMU_DOMAIN_PAGING) ||
	    u_dma_buf_memory_is_private(parent))
		return true;
	return iommu_iova_to_phys(domain, memory->dma_addr) ==
	       page_to_phys(first_page(memory));
}

/**
 * u_dma_buf_memory_iommu_domain() - what the IOMMU does with a device's addresses
 * @parent: the device that does the DMA
 *
 * Return: "none": no IOMMU; else the type of the domain as the kernel writes it in
 * /sys/kernel/iommu_groups, with "DMA" for DMA-FQ too: "DMA": translates, "identity":
 * passes them on, …
 */
const char *u_dma_buf_memory_iommu_domain(struct device *parent)
{
	struct iommu_domain *domain = iommu_get_domain_for_dev(parent);

	if (!domain)
		return "none";
	if (domain->type & __IOMMU_DOMAIN_DMA_API)
		return "DMA";
	switch (domain->type) {
	case IOMMU_DOMAIN_IDENTITY:
		return "identity";
	case IOMMU_DOMAIN_UNMANAGED:
		return "unmanaged";
	case IOMMU_DOMAIN_BLOCKED:
		return "blocked";
	default:
		return "unknown";
	}
}
#else
bool u_dma_buf_memory_is_reachable(struct device *parent,
				   const struct u_dma_buf_memory *memory)
{
	return true;
}

const char *u_dma_buf_memory_iommu_domain(struct device *parent)
{
	return "none";
}
#endif

/**
 * u_dma_buf_memory_is_pinned() - does anybody hold a page?
 * @memory: not mapped by the driver any more
 */
bool u_dma_buf_memory_is_pinned(const struct u_dma_buf_memory *memory)
{
	size_t i;

	if (!memory->counted)
		return false;
	for (i = 0; i < memory->size >> PAGE_SHIFT; i++)
		if (page_count(memory->pages + i) > 1)
			return true;
	return false;
}

/* Waits until nobody holds the page, and makes it a part of a larger block. */
static void join_page(struct page *page)
{
	while (!page_ref_freeze(page, 1))
		msleep(20);
}

/*
 * A page can be pinned beyond every mapping and file, and cannot be taken away
 * from I/O that is under way: wait for it.
 */
static void uncount(struct u_dma_buf_memory *memory)
{
	size_t blocks = 1UL << get_order(memory->size);
	size_t i;

	while (u_dma_buf_memory_is_pinned(memory))
		msleep(20);
	for (i = 1; memory->split && i < blocks; i++)
		join_page(memory->pages + i);
}

/**
 * u_dma_buf_memory_free() - give the memory back
 * @parent: as at allocation
 * @memory: as filled by u_dma_buf_memory_alloc()
 */
void u_dma_buf_memory_free(struct device *parent,
			   struct u_dma_buf_memory *memory)
{
	if (memory->counted)
		uncount(memory);
	if (memory->pages)
		dma_free_pages(parent, memory->size, memory->pages,
			       memory->dma_addr, DMA_BIDIRECTIONAL);
	else
		dma_free_coherent(parent, memory->size, memory->vaddr,
				  memory->dma_addr);
}
