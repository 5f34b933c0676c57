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

#include <linux/dma-direct.h>
#include <linux/dma-mapping.h>
#include <linux/iommu.h>
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
	int ret = -ENOMEM;

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
	source = memory_sources(parent, memory);
	while (ret == -ENOMEM && *source) {
		memory->source = *source++;
		ret = memory->source->alloc(parent, memory);
	}
	return ret;
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
 * u_dma_buf_memory_leaves_enough() - would others have enough without some memory?
 * @size: bytes
 *
 * The kernel does not ask where it is told to get memory by all means.
 */
bool u_dma_buf_memory_leaves_enough(size_t size)
{
	long left = si_mem_available() - (long)(size >> PAGE_SHIFT);

	return left > (long)(totalram_pages() / MEMORY_LEFT);
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
 * u_dma_buf_memory_fits() - can a device be told of a range of physical memory?
 * @parent: the device that does the DMA
 * @phys: of the first byte
 * @size: bytes
 *
 * Return: true where an IOMMU translates, or the range is below the device's masks and
 * the limit of its bus, in one piece for the device too
 */
bool u_dma_buf_memory_fits(struct device *parent, phys_addr_t phys, size_t size)
{
	dma_addr_t first, last, limit;

	if (u_dma_buf_memory_is_translated(parent))
		return true;
	first = phys_to_dma(parent, phys);
	last = phys_to_dma(parent, phys + size - 1);
	limit = min_not_zero(min_t(u64, dma_get_mask(parent),
				   parent->coherent_dma_mask),
			     parent->bus_dma_limit);
	return last - first == size - 1 && first <= last && last <= limit;
}

static int memory_map(struct device *parent, struct u_dma_buf_memory *memory)
{
	int ret;

	memory->dma_addr = dma_map_page(parent, memory->pages, 0, memory->size,
					DMA_BIDIRECTIONAL);
	if (dma_mapping_error(parent, memory->dma_addr))
		return -ENOMEM;
	ret = u_dma_buf_memory_check(parent, memory);
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

#ifdef CONFIG_IOMMU_API
/* NULL where no IOMMU translates the addresses of the device. */
static struct iommu_domain *memory_domain(struct device *parent)
{
	struct iommu_domain *domain = iommu_get_domain_for_dev(parent);

	return domain && (domain->type & __IOMMU_DOMAIN_PAGING) ? domain : NULL;
}

/**
 * u_dma_buf_memory_is_translated() - does an IOMMU translate what a device says?
 * @parent: the device that does the DMA
 */
bool u_dma_buf_memory_is_translated(struct device *parent)
{
	return memory_domain(parent);
}

static phys_addr_t memory_phys(struct device *parent,
			       const struct u_dma_buf_memory *memory)
{
	struct iommu_domain *domain = memory_domain(parent);

	return domain ? iommu_iova_to_phys(domain, memory->dma_addr) :
			dma_to_phys(parent, memory->dma_addr);
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
bool u_dma_buf_memory_is_translated(struct device *parent)
{
	return false;
}

static phys_addr_t memory_phys(struct device *parent,
			       const struct u_dma_buf_memory *memory)
{
	return dma_to_phys(parent, memory->dma_addr);
}

const char *u_dma_buf_memory_iommu_domain(struct device *parent)
{
	return "none";
}
#endif

/**
 * u_dma_buf_memory_check() - does the parent find the memory where it is told?
 * @parent: the device that does the DMA
 * @memory: not private, with its DMA address
 *
 * The address must be the memory's own or the IOMMU's: a bounce buffer (swiotlb), as
 * encrypted memory needs, is another memory than the one that users map. And on arm64 a
 * device whose driver was unbound stays attached to its IOMMU, but (before Linux 6.12)
 * the DMA API forgets about that and hands out physical addresses. So ask the IOMMU what
 * is there.
 *
 * Return: 0; -ENOMEM: it is a bounce buffer; -ENXIO: the IOMMU is not set up
 */
int u_dma_buf_memory_check(struct device *parent,
			   const struct u_dma_buf_memory *memory)
{
	if (memory_phys(parent, memory) ==
	    page_to_phys(u_dma_buf_memory_page(memory, 0)))
		return 0;
	return u_dma_buf_memory_is_translated(parent) ? -ENXIO : -ENOMEM;
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
