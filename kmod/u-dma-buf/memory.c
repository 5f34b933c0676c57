// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
/*
 * The memory of a buffer: its pages, the parent's mapping of them, and how long it lives.
 *
 * The driver owns the pages of all sources but the DMA API. It ends the parent's mapping
 * when the buffer ends, and whoever still holds the pages then (an importer, I/O that has
 * pinned one) keeps them: nobody waits. Memory of the DMA API belongs to the parent.
 */

#include <linux/dma-mapping.h>
#include <linux/mm.h>

#include "compat.h"
#include "memory.h"
#include "u-dma-buf.h"

/* Of the machine's memory, the part that stays available to others. */
#define MEMORY_LEFT	16

/**
 * u_dma_buf_memory_source_name() - where the memory comes from
 * @memory: allocated
 *
 * Return: "pages": the page allocator; "scattered": pages from anywhere, which the IOMMU
 * makes one piece of; "range": a range that was emptied; "dma": the DMA API; "region": the
 * memory-region of the parent
 */
const char *u_dma_buf_memory_source_name(const struct u_dma_buf_memory *memory)
{
	return memory->source->name;
}

/**
 * u_dma_buf_memory_spare() - how much memory others can do without
 *
 * The kernel does not ask where it is told to get memory by all means.
 *
 * Return: bytes, whole pages
 */
size_t u_dma_buf_memory_spare(void)
{
	long pages = si_mem_available() - (long)(totalram_pages() / MEMORY_LEFT);

	return (size_t)clamp_t(long, pages, 0, SIZE_MAX >> PAGE_SHIFT) << PAGE_SHIFT;
}

/**
 * u_dma_buf_memory_leaves_enough() - would others have enough without some memory?
 * @size: bytes, whole pages
 */
bool u_dma_buf_memory_leaves_enough(size_t size)
{
	return size <= u_dma_buf_memory_spare();
}

/**
 * u_dma_buf_memory_page() - one of the pages of a buffer
 * @memory: not private
 * @index: counted from the start
 */
struct page *u_dma_buf_memory_page(const struct u_dma_buf_memory *memory,
				   size_t index)
{
	void *vaddr = memory->vaddr + (index << PAGE_SHIFT);

	if (memory->pages)
		return memory->pages + index;
	return is_vmalloc_addr(vaddr) ? vmalloc_to_page(vaddr) :
					virt_to_page(vaddr);
}

/**
 * u_dma_buf_memory_run() - how many pages follow each other in physical memory
 * @memory: not private
 * @index: of the first, counted from the start
 * @max: pages, all of them in the buffer
 *
 * Return: 1 to @max
 */
size_t u_dma_buf_memory_run(const struct u_dma_buf_memory *memory,
			    size_t index, size_t max)
{
	unsigned long first;
	size_t run = 1;

	if (memory->pages)
		return max;
	first = page_to_pfn(u_dma_buf_memory_page(memory, index));
	while (run < max &&
	       page_to_pfn(u_dma_buf_memory_page(memory, index + run)) == first + run)
		run++;
	return run;
}

/**
 * u_dma_buf_memory_wants_blocks() - would memory better be of blocks?
 * @memory: to be allocated
 *
 * Return: whether it is for page mode and of whole blocks, and the kernel can
 */
bool u_dma_buf_memory_wants_blocks(const struct u_dma_buf_memory *memory)
{
	return memory->refcounted && u_dma_buf_has_folios() &&
	       IS_ALIGNED(memory->size, U_DMA_BUF_BLOCK);
}

static int memory_map(struct device *parent, struct u_dma_buf_memory *memory)
{
	int ret;

	memory->dma_addr = dma_map_page(parent, memory->pages, 0, memory->size,
					DMA_BIDIRECTIONAL);
	if (dma_mapping_error(parent, memory->dma_addr))
		return -ENOMEM;
	ret = u_dma_buf_reach_check(parent, memory->dma_addr,
				    page_to_phys(memory->pages));
	if (ret)
		u_dma_buf_memory_unmap(parent, memory);
	return ret;
}

/**
 * u_dma_buf_memory_map() - give a device the pages that the driver owns
 * @parent: the device that does the DMA
 * @memory: with its pages; gets its DMA address, or loses them
 *
 * The zeroes leave the CPU's caches, where a device, or a mapping past the caches,
 * would not see them, and would lose what it writes when they go to memory.
 *
 * Return: 0; -ENOMEM or -ENXIO as u_dma_buf_reach_check()
 */
int u_dma_buf_memory_map(struct device *parent, struct u_dma_buf_memory *memory)
{
	int ret = memory_map(parent, memory);

	if (ret) {
		memory->source->free(memory);
		memory->pages = NULL;
		memory->blocks = false;
		return ret;
	}
	memory->vaddr = page_address(memory->pages);
	memory->paged = true;
	return 0;
}

/**
 * u_dma_buf_memory_unmap() - take the driver's pages from the device
 * @parent: as when they were mapped
 * @memory: mapped
 *
 * The caches are left alone: others may hold the pages, and what they wrote.
 */
void u_dma_buf_memory_unmap(struct device *parent, struct u_dma_buf_memory *memory)
{
	dma_unmap_page_attrs(parent, memory->dma_addr, memory->size,
			     DMA_BIDIRECTIONAL, DMA_ATTR_SKIP_CPU_SYNC);
}

/**
 * u_dma_buf_memory_is_pinned() - does anybody hold a page?
 * @memory: not mapped by the driver any more
 */
bool u_dma_buf_memory_is_pinned(const struct u_dma_buf_memory *memory)
{
	size_t step = memory->blocks ? U_DMA_BUF_BLOCK >> PAGE_SHIFT : 1;
	size_t i;

	if (!memory->refcounted)
		return false;
	for (i = 0; i < memory->size >> PAGE_SHIFT; i += step)
		if (page_count(u_dma_buf_memory_page(memory, i)) >
		    memory->references)
			return true;
	return false;
}

/**
 * u_dma_buf_memory_is_held() - does anybody but the buffer hold the memory?
 * @memory: as for u_dma_buf_memory_is_pinned()
 */
bool u_dma_buf_memory_is_held(const struct u_dma_buf_memory *memory)
{
	return refcount_read(&memory->holders) > 1 ||
	       u_dma_buf_memory_is_pinned(memory);
}

/**
 * u_dma_buf_memory_put_pages() - put pages that follow each other
 * @pages: the first, of a folio as well
 * @count: of pages, whole folios
 *
 * Whoever holds a page keeps it, and with it the others of its folio.
 */
void u_dma_buf_memory_put_pages(struct page *pages, size_t count)
{
	size_t i, step;

	for (i = 0; i < count; i += step) {
		step = compound_nr(pages + i);
		put_page(pages + i);
		cond_resched();
	}
}

/**
 * u_dma_buf_memory_free_pages() - give back pages that have a count each, or each block
 * @memory: physically contiguous
 */
void u_dma_buf_memory_free_pages(struct u_dma_buf_memory *memory)
{
	u_dma_buf_memory_put_pages(memory->pages, memory->size >> PAGE_SHIFT);
}

/**
 * u_dma_buf_memory_get() - hold the memory beyond the end of the buffer
 * @memory: of a buffer that is not revoked, its lock held
 */
void u_dma_buf_memory_get(struct u_dma_buf_memory *memory)
{
	refcount_inc(&memory->holders);
}

/**
 * u_dma_buf_memory_put() - hold it no longer
 * @memory: as it was got
 */
void u_dma_buf_memory_put(struct u_dma_buf_memory *memory)
{
	if (refcount_dec_and_test(&memory->holders) && memory->source->free)
		memory->source->free(memory);
}

/**
 * u_dma_buf_memory_end() - take the memory from the parent
 * @parent: as at allocation
 * @memory: of a buffer that is revoked, so that nobody gets it any more
 */
void u_dma_buf_memory_end(struct device *parent, struct u_dma_buf_memory *memory)
{
	memory->source->end(parent, memory);
	u_dma_buf_memory_put(memory);
}
