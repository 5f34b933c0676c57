// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
/*
 * Which source gives the memory of a buffer. A source is a file: pages.c (the page
 * allocator), noncontig.c (pages from anywhere, behind an IOMMU), contig.c (a range of
 * free and movable memory), dma.c (the DMA API).
 */

#include <linux/dma-mapping.h>
#include <linux/log2.h>
#include <linux/mm.h>

#include "compat.h"
#include "memory.h"
#include "u-dma-buf.h"

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

/* Last in a list, which ends there for kernels that empty no range. */
#define SOURCE_CONTIG	\
	(IS_ENABLED(CONFIG_CONTIG_ALLOC) ? &u_dma_buf_source_contig : NULL)
#define SOURCE_ADDRESS	\
	(IS_ENABLED(CONFIG_CONTIG_ALLOC) ? &u_dma_buf_source_address : NULL)

/* For page mode: pages that the driver owns, so that others can hold them too. */
static const struct u_dma_buf_source * const sources_page[] = {
	&u_dma_buf_source_pages,
	&u_dma_buf_source_noncontig,
	SOURCE_CONTIG,
	NULL,
};

/* The same in blocks, which a range alone can give. */
static const struct u_dma_buf_source * const sources_blocks[] = {
	&u_dma_buf_source_noncontig,
	SOURCE_CONTIG,
	&u_dma_buf_source_pages,
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
	SOURCE_CONTIG,
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
	SOURCE_ADDRESS,
	NULL,
};

static const struct u_dma_buf_source * const *
memory_sources(struct device *parent, const struct u_dma_buf_memory *memory)
{
	if (memory->has_address)
		return sources_address;
	if (u_dma_buf_region_is_private(parent) ||
	    u_dma_buf_region_is_cma(parent))
		return sources_region;
	if (!memory->cached && !u_dma_buf_dev_is_coherent(parent))
		return sources_dma;
	if (u_dma_buf_memory_wants_blocks(memory))
		return sources_blocks;
	return memory->refcounted ? sources_page : sources_any;
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
			 !u_dma_buf_region_is_private(parent);
	memory->refcounted = memory->cached && mmap_mode == U_DMA_BUF_MMAP_PAGE;
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
	if (!ret)
		memory->synced = memory->cached &&
				 dma_need_sync(parent, memory->dma_addr);
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
	size_t largest = 0, size;

	for (; piece >= PAGE_SIZE && piece > largest / 64; piece /= 2) {
		size = largest + piece;
		/* The other has as much: this one need not be asked. */
		if (size <= other ||
		    (size <= limit && source_gives(source, parent, size, mmap_mode)))
			largest = size;
	}
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
