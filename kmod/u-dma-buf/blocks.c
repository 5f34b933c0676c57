// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
/*
 * Mappings by blocks, for page mode: where the memory is of folios as large as a PMD maps,
 * the core maps one at its first fault, and counts it once (since Linux 6.15 pmd.c does so
 * first). A mapping of anything but whole blocks has its pages from the start, as where
 * there are no blocks.
 */

#include <linux/mm.h>
#include <linux/pagemap.h>

#include "memory.h"
#include "u-dma-buf.h"

/**
 * u_dma_buf_blocks_fit() - whether a mapping can be left to its faults
 * @memory: with a count for each page, or for each block
 * @vma: inside it
 *
 * Return: whether it is of whole blocks
 */
bool u_dma_buf_blocks_fit(const struct u_dma_buf_memory *memory,
			  const struct vm_area_struct *vma)
{
	unsigned long offset = vma->vm_pgoff << PAGE_SHIFT;

	return memory->blocks &&
	       IS_ALIGNED(vma->vm_start | vma->vm_end | offset, U_DMA_BUF_BLOCK);
}

/**
 * u_dma_buf_blocks_fault() - give the core a page to map, and its block
 * @memory: with blocks, of a buffer that is not revoked, its lock held
 * @vmf: of a mapping that was left to its faults
 *
 * The core maps the block where it can, else the page, and unlocks the folio then.
 *
 * Return: VM_FAULT_LOCKED
 */
vm_fault_t u_dma_buf_blocks_fault(const struct u_dma_buf_memory *memory,
				  struct vm_fault *vmf)
{
	vmf->page = u_dma_buf_memory_page(memory, vmf->pgoff);
	get_page(vmf->page);
	lock_page(vmf->page);
	return VM_FAULT_LOCKED;
}

/**
 * u_dma_buf_blocks_wait() - wait for faults that have a page, but have not mapped it
 * @memory: of a buffer that is revoked, so that no new fault gets one
 */
void u_dma_buf_blocks_wait(const struct u_dma_buf_memory *memory)
{
	size_t offset;

	if (!memory->blocks)
		return;
	for (offset = 0; offset < memory->size; offset += U_DMA_BUF_BLOCK) {
		struct page *page = u_dma_buf_memory_page(memory,
							  offset >> PAGE_SHIFT);

		lock_page(page);
		unlock_page(page);
	}
}
