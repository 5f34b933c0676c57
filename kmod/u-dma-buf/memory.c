// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
/*
 * The memory of a buffer. Memory that users map cached, and hand over by
 * syncing, is streaming memory of the DMA API (dma_alloc_pages()); memory that
 * they map as the device sees it is coherent memory (dma_alloc_coherent()).
 * See Documentation/core-api/dma-api.rst of the kernel.
 */

#include <linux/dma-mapping.h>

#include "compat.h"
#include "u-dma-buf.h"

/* No WARN and no OOM killer for a size that cannot be had: -ENOMEM says it. */
#define MEMORY_GFP	(GFP_KERNEL | __GFP_NOWARN | __GFP_RETRY_MAYFAIL)

/**
 * u_dma_buf_memory_wants_streaming() - which of the two kinds a buffer gets
 * @parent: the device that does the DMA
 * @mmap_mode: enum u_dma_buf_mmap_mode
 */
bool u_dma_buf_memory_wants_streaming(struct device *parent,
				      unsigned int mmap_mode)
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

/**
 * u_dma_buf_memory_alloc() - allocate zeroed memory for DMA by a device
 * @parent: the device that does the DMA
 * @size: bytes; rounded up to pages
 * @streaming: which kind
 * @memory: filled on success
 *
 * Return: 0; -EIO: @parent cannot do DMA, because nobody gave it a DMA mask;
 * -ENOMEM
 */
int u_dma_buf_memory_alloc(struct device *parent, size_t size, bool streaming,
			   struct u_dma_buf_memory *memory)
{
	size_t aligned = PAGE_ALIGN(size);

	if (!parent->dma_mask || !parent->coherent_dma_mask)
		return -EIO;
	if (aligned < size)
		return -ENOMEM;

	memory->size = aligned;
	if (streaming) {
		memory->pages = dma_alloc_pages(parent, aligned,
						&memory->dma_addr,
						DMA_BIDIRECTIONAL, MEMORY_GFP);
		memory->vaddr = memory->pages ? page_address(memory->pages) :
						NULL;
	} else {
		memory->pages = NULL;
		memory->vaddr = dma_alloc_coherent(parent, aligned,
						   &memory->dma_addr,
						   MEMORY_GFP);
	}
	return memory->vaddr ? 0 : -ENOMEM;
}

/**
 * u_dma_buf_memory_free() - give the memory back
 * @parent: as at allocation
 * @memory: as filled by u_dma_buf_memory_alloc()
 */
void u_dma_buf_memory_free(struct device *parent,
			   struct u_dma_buf_memory *memory)
{
	if (memory->pages)
		dma_free_pages(parent, memory->size, memory->pages,
			       memory->dma_addr, DMA_BIDIRECTIONAL);
	else
		dma_free_coherent(parent, memory->size, memory->vaddr,
				  memory->dma_addr);
	memory->vaddr = NULL;
	memory->pages = NULL;
}
