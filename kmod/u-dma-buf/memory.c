// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
/*
 * The memory of a buffer: which source gives it, and how long it lives. A source
 * is a file: pages.c (the page allocator), noncontig.c (pages from anywhere, behind
 * an IOMMU), contig.c (a range of free and movable memory), dma.c (the DMA API).
 *
 * The driver owns the pages of the first three. It ends the parent's mapping when the
 * buffer ends, and whoever still holds the pages then (an importer, I/O that has
 * pinned one) keeps them: nobody waits. Memory of the DMA API belongs to the parent.
 */

#include <linux/dma-mapping.h>
#include <linux/log2.h>
#include <linux/mm.h>

#include "compat.h"
#include "memory.h"
#include "u-dma-buf.h"

/* Of the machine's memory, the part that stays available to others. */
#define MEMORY_LEFT	16

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

static bool mode_is_cached(struct device *parent, unsigned int mmap_mode)
{
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

/* For page mode: pages that the driver owns, so that others can hold them too. */
static const struct u_dma_buf_source * const sources_page[] = {
	&u_dma_buf_source_pages,
	&u_dma_buf_source_noncontig,
	&u_dma_buf_source_contig,
	NULL,
};

/*
 * Pages that are at hand; pages from anywhere, behind an IOMMU; what the DMA API can find,
 * in CMA or by reclaim; and a range that has to be emptied.
 */
static const struct u_dma_buf_source * const sources_any[] = {
	&u_dma_buf_source_free_pages,
	&u_dma_buf_source_noncontig,
	&u_dma_buf_source_dma,
	&u_dma_buf_source_contig,
	NULL,
};

/* Mapped past the caches for a parent that is not coherent. */
static const struct u_dma_buf_source * const sources_dma[] = {
	&u_dma_buf_source_dma,
	NULL,
};

static const struct u_dma_buf_source * const sources_region[] = {
	&u_dma_buf_source_region,
	NULL,
};

/* Memory at an address is there or is not. */
static const struct u_dma_buf_source * const sources_address[] = {
	&u_dma_buf_source_address,
	NULL,
};

static const struct u_dma_buf_source * const *
memory_sources(struct device *parent, const struct u_dma_buf_memory *memory)
{
	if (memory->has_address)
		return sources_address;
	if (u_dma_buf_memory_is_private(parent) ||
	    u_dma_buf_memory_has_area(parent))
		return sources_region;
	if (!memory->cached && !u_dma_buf_dev_is_coherent(parent))
		return sources_dma;
	return memory->counted ? sources_page : sources_any;
}

static int memory_begin(struct device *parent, size_t size, unsigned int mmap_mode,
			struct u_dma_buf_memory *memory)
{
	if (!parent->dma_mask || !parent->coherent_dma_mask)
		return -EIO;
	memory->size = PAGE_ALIGN(size);
	if (memory->size < size)
		return -ENOMEM;
	memory->cached = mode_is_cached(parent, mmap_mode) &&
			 !u_dma_buf_memory_is_private(parent);
	memory->counted = memory->cached && mmap_mode == U_DMA_BUF_MMAP_PAGE;
	memory->references = 1;
	refcount_set(&memory->holders, 1);
	return 0;
}

/**
 * u_dma_buf_memory_alloc() - allocate zeroed memory for DMA by a device
 * @parent: the device that does the DMA
 * @size: bytes; rounded up to pages
 * @mmap_mode: enum u_dma_buf_mmap_mode, which decides on the kind of memory
 * @memory: zeroed but for the address where it must lie; filled on success
 *
 * Return: 0; -EIO: @parent cannot do DMA, because nobody gave it a DMA mask; -ENXIO: nor
 * because its IOMMU is not set up for it; -EOPNOTSUPP: memory is encrypted, and the mode
 * needs memory that is mapped as it is; -ENOMEM; -EBUSY: what is at the address cannot
 * be moved away; -EINTR: a fatal signal
 */
int u_dma_buf_memory_alloc(struct device *parent, size_t size,
			   unsigned int mmap_mode,
			   struct u_dma_buf_memory *memory)
{
	const struct u_dma_buf_source * const *source;
	int ret = memory_begin(parent, size, mmap_mode, memory);

	if (ret)
		return ret;
	ret = -ENOMEM;
	source = memory_sources(parent, memory);
	while (ret == -ENOMEM && *source) {
		memory->source = *source++;
		ret = memory->source->alloc(parent, memory);
	}
	return ret;
}

/* Whether a source that only tells when it is asked for memory has a piece of it. */
static bool source_gives(const struct u_dma_buf_source *source,
			 struct device *parent, size_t size, unsigned int mmap_mode)
{
	struct u_dma_buf_memory memory = { .source = source };

	if (memory_begin(parent, size, mmap_mode, &memory) ||
	    source->alloc(parent, &memory))
		return false;
	u_dma_buf_memory_end(parent, &memory);
	return true;
}

/* The largest piece that it gives, if it is larger than another; to a 64th. */
static size_t source_largest(const struct u_dma_buf_source *source,
			     struct device *parent, size_t limit,
			     unsigned int mmap_mode, size_t other)
{
	size_t piece = limit < PAGE_SIZE ? 0 : rounddown_pow_of_two(limit);
	size_t largest = 0;

	for (; piece >= PAGE_SIZE && piece > largest / 64; piece /= 2)
		if (largest + piece > other && largest + piece <= limit &&
		    source_gives(source, parent, largest + piece, mmap_mode))
			largest += piece;
	return max(largest, other);
}

static const struct u_dma_buf_source * const *
sources_anywhere(struct device *parent, unsigned int mmap_mode)
{
	static const struct u_dma_buf_source * const none[] = { NULL };
	struct u_dma_buf_memory memory = {};

	if (memory_begin(parent, PAGE_SIZE, mmap_mode, &memory))
		return none;
	return memory_sources(parent, &memory);
}

/**
 * u_dma_buf_memory_largest() - how large a piece could a device have now?
 * @parent: the device that does the DMA, with its DMA mask
 * @limit: bytes; more is not asked for
 * @mmap_mode: of the piece
 *
 * Looks before it tries, and tries only for more than it has seen.
 *
 * Return: bytes, more than @limit where more was seen
 */
size_t u_dma_buf_memory_largest(struct device *parent, size_t limit,
				unsigned int mmap_mode)
{
	const struct u_dma_buf_source * const *sources =
		sources_anywhere(parent, mmap_mode);
	const struct u_dma_buf_source * const *source;
	size_t largest = 0;

	for (source = sources; *source; source++)
		if ((*source)->look)
			largest = max(largest, (*source)->look(parent));
	for (source = sources; *source; source++)
		if (!(*source)->look)
			largest = source_largest(*source, parent, limit,
						 mmap_mode, largest);
	return largest;
}

/**
 * u_dma_buf_memory_could() - could a device have a piece in another mode?
 * @parent: as for u_dma_buf_memory_largest()
 * @size: bytes
 * @mmap_mode: of the piece
 */
bool u_dma_buf_memory_could(struct device *parent, size_t size,
			    unsigned int mmap_mode)
{
	const struct u_dma_buf_source * const *source =
		sources_anywhere(parent, mmap_mode);

	for (; *source; source++)
		if ((*source)->look ?
			    (*source)->look(parent) >= size :
			    source_gives(*source, parent, size, mmap_mode))
			return true;
	return false;
}

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

static int memory_map(struct device *parent, struct u_dma_buf_memory *memory)
{
	int ret;

	memory->dma_addr = dma_map_page(parent, memory->pages, 0, memory->size,
					DMA_BIDIRECTIONAL);
	if (dma_mapping_error(parent, memory->dma_addr))
		return -ENOMEM;
	ret = u_dma_buf_memory_check(parent, memory->dma_addr,
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
 * Return: 0; -ENOMEM or -ENXIO as u_dma_buf_memory_check()
 */
int u_dma_buf_memory_map(struct device *parent, struct u_dma_buf_memory *memory)
{
	int ret = memory_map(parent, memory);

	if (ret) {
		memory->source->free(memory);
		memory->pages = NULL;
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
	size_t i;

	if (!memory->counted)
		return false;
	for (i = 0; i < memory->size >> PAGE_SHIFT; i++)
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
 * u_dma_buf_memory_free_pages() - give back pages that have a count each
 * @memory: physically contiguous
 *
 * Whoever holds a page keeps it.
 */
void u_dma_buf_memory_free_pages(struct u_dma_buf_memory *memory)
{
	size_t i;

	for (i = 0; i < memory->size >> PAGE_SHIFT; i++) {
		__free_page(memory->pages + i);
		cond_resched();
	}
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
