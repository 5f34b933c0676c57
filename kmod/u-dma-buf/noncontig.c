// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
/*
 * Memory of any size behind an IOMMU that translates: pages from anywhere, in one piece
 * for the parent, and for the kernel by an area of vmalloc. The DMA API describes and maps
 * them, see dma_alloc_noncontiguous() in Documentation/core-api/dma-api.rst of the kernel.
 * Each has a second count, the driver's: when the DMA API has let go of them, they stay
 * with whoever holds the buffer's memory.
 */

#include <linux/dma-mapping.h>
#include <linux/mm.h>
#include <linux/scatterlist.h>
#include <linux/vmalloc.h>

#include "memory.h"
#include "u-dma-buf.h"

#ifdef U_DMA_BUF_HAVE_NONCONTIGUOUS
static void noncontig_put(struct page **pages, size_t count)
{
	while (count--)
		put_page(pages[count]);
}

/*
 * Counts each page, and lists it. A page without a count of its own is a part of a
 * larger one, which is not what is needed.
 */
static size_t noncontig_get(const struct u_dma_buf_memory *memory,
			    struct page **pages, size_t max)
{
	struct sg_page_iter iter;
	size_t count = 0;

	for_each_sgtable_page(memory->sgt, &iter, 0) {
		struct page *page = sg_page_iter_page(&iter);

		if (count == max || !get_page_unless_zero(page))
			break;
		pages[count++] = page;
	}
	return count;
}

/* The area has the list and the counts from now on. */
static int noncontig_vmap(struct u_dma_buf_memory *memory)
{
	size_t wanted = memory->size >> PAGE_SHIFT;
	struct page **pages = kvmalloc_array(wanted, sizeof(*pages),
					     GFP_KERNEL);
	size_t count;

	if (!pages)
		return -ENOMEM;
	count = noncontig_get(memory, pages, wanted);
	if (count == wanted)
		memory->vaddr = vmap(pages, count, VM_MAP | VM_MAP_PUT_PAGES,
				     PAGE_KERNEL);
	if (memory->vaddr)
		return 0;
	noncontig_put(pages, count);
	kvfree(pages);
	return -ENOMEM;
}

static void noncontig_free(struct u_dma_buf_memory *memory)
{
	vfree(memory->vaddr);
}

static void noncontig_end(struct device *parent, struct u_dma_buf_memory *memory)
{
	dma_free_noncontiguous(parent, memory->size, memory->sgt,
			       DMA_BIDIRECTIONAL);
	memory->sgt = NULL;
}

static int noncontig_set_up(struct device *parent,
			    struct u_dma_buf_memory *memory)
{
	int ret = noncontig_vmap(memory);

	if (ret)
		return ret;
	ret = u_dma_buf_reach_check(parent, memory->dma_addr,
				    sg_phys(memory->sgt->sgl));
	if (ret) {
		noncontig_free(memory);
		memory->vaddr = NULL;
	}
	return ret;
}

static size_t noncontig_look(struct device *parent)
{
	return u_dma_buf_reach_is_translated(parent) ? u_dma_buf_memory_spare() : 0;
}

static int noncontig_alloc(struct device *parent, struct u_dma_buf_memory *memory)
{
	int ret;

	if (!u_dma_buf_reach_is_translated(parent) ||
	    !u_dma_buf_memory_leaves_enough(memory->size))
		return -ENOMEM;
	memory->sgt = dma_alloc_noncontiguous(parent, memory->size,
					      DMA_BIDIRECTIONAL,
					      U_DMA_BUF_MEMORY_GFP | __GFP_ZERO,
					      0);
	if (!memory->sgt)
		return -ENOMEM;
	memory->dma_addr = sg_dma_address(memory->sgt->sgl);
	ret = noncontig_set_up(parent, memory);
	if (ret) {
		noncontig_end(parent, memory);
		return ret;
	}
	memory->paged = true;
	memory->references = 2;
	return 0;
}

const struct u_dma_buf_source u_dma_buf_source_noncontig = {
	.name = "scattered",
	.alloc = noncontig_alloc,
	.look = noncontig_look,
	.end = noncontig_end,
	.free = noncontig_free,
};
#else
static int noncontig_alloc(struct device *parent, struct u_dma_buf_memory *memory)
{
	return -ENOMEM;
}

const struct u_dma_buf_source u_dma_buf_source_noncontig = {
	.name = "scattered",
	.alloc = noncontig_alloc,
};
#endif
