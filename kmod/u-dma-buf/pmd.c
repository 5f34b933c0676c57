// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
/*
 * Mappings by PMDs: where addresses and size allow, one entry of the second
 * level maps what would take a whole page table (2 MiB with pages of 4 KiB). The
 * core makes such an entry from a fault only; the first fault makes those around it
 * too, as far as one table of them goes (1 GiB). Where such a GiB fits as a whole, x86
 * maps it by one entry of the third level, a PUD. Built for kernels that can do so
 * with memory that has no owner in their eyes (Linux 6.12 and newer, x86 and arm64).
 */

#include <linux/mm.h>
#include <linux/mman.h>

#include "compat.h"
#include "u-dma-buf.h"

/* What one table of PMDs maps. */
#define TABLE_SIZE	(PMD_SIZE * PTRS_PER_PMD)

static unsigned long pfn_at(const struct u_dma_buf *buf,
			    struct vm_area_struct *vma, unsigned long address)
{
	return page_to_pfn(u_dma_buf_memory_page(&buf->memory,
						 linear_page_index(vma, address)));
}

/* Whether the mapping has all of a PMD or PUD. */
static bool is_inside(const struct vm_area_struct *vma, unsigned long address,
		      unsigned long size)
{
	return address >= vma->vm_start && address < vma->vm_end &&
	       vma->vm_end - address >= size;
}

/* Whether one can map the memory from an address on. The mapping has all of it. */
static bool is_entry(const struct u_dma_buf *buf, struct vm_area_struct *vma,
		     unsigned long address, unsigned long size)
{
	size_t pages = size >> PAGE_SHIFT;

	return IS_ALIGNED(pfn_at(buf, vma, address), pages) &&
	       u_dma_buf_memory_run(&buf->memory,
				    linear_page_index(vma, address),
				    pages) == pages;
}

/**
 * u_dma_buf_pmd_find() - find what PMDs can map of a mapping
 * @buf: with streaming memory, whose pages have no counts of their own
 * @vma: inside the buffer
 * @first: gets the address of the first PMD
 * @end: gets the address behind the last
 *
 * Return: whether there is one
 */
bool u_dma_buf_pmd_find(const struct u_dma_buf *buf, struct vm_area_struct *vma,
			unsigned long *first, unsigned long *end)
{
	*first = ALIGN(vma->vm_start, PMD_SIZE);
	*end = ALIGN_DOWN(vma->vm_end, PMD_SIZE);
	return *first >= vma->vm_start && *first < *end &&
	       is_entry(buf, vma, *first, PMD_SIZE);
}

/* Dirty from the start where it may be written to: no second fault. */
static vm_fault_t pmd_insert_one(const struct u_dma_buf *buf, struct vm_fault *vmf)
{
	unsigned long start = ALIGN_DOWN(vmf->address, PMD_SIZE);
	unsigned long pfn = pfn_at(buf, vmf->vma, start);
	bool write = vmf->vma->vm_flags & VM_WRITE;

	return buf->memory.blocks ?
		       vmf_insert_folio_pmd(vmf, pfn_folio(pfn), write) :
		       vmf_insert_pfn_pmd(vmf, pfn, write);
}

/*
 * What is there already, or cannot be a PMD, is left to its own fault. Of memory in one
 * piece all can be one, as the PMD of the fault was.
 */
static void pmd_insert_around(const struct u_dma_buf *buf,
			      const struct vm_fault *vmf)
{
	struct vm_area_struct *vma = vmf->vma;
	unsigned long table = ALIGN_DOWN(vmf->address, TABLE_SIZE);
	unsigned long address = max(table, ALIGN(vma->vm_start, PMD_SIZE));
	unsigned long end = min(table + TABLE_SIZE,
				ALIGN_DOWN(vma->vm_end, PMD_SIZE));

	for (; address < end; address += PMD_SIZE) {
		struct vm_fault around = {
			.vma = vma,
			.gfp_mask = vmf->gfp_mask,
			.address = address,
			.flags = vmf->flags,
			.pmd = vmf->pmd - pmd_index(vmf->address) + pmd_index(address),
		};

		if (pmd_none(*around.pmd) &&
		    (buf->memory.pages ||
		     is_entry(buf, vma, address, PMD_SIZE)))
			pmd_insert_one(buf, &around);
	}
}

/**
 * u_dma_buf_pmd_insert() - map the PMD of a fault, and those around it
 * @buf: as for u_dma_buf_pmd_find(), or with memory in blocks; not revoked, and its lock
 *	is held
 * @vmf: the fault
 *
 * Return: VM_FAULT_NOPAGE; VM_FAULT_FALLBACK: there is no whole PMD in the
 * mapping, or its memory is not aligned, or not in one piece, or the core alone maps
 * blocks; VM_FAULT_OOM
 */
vm_fault_t u_dma_buf_pmd_insert(const struct u_dma_buf *buf,
				struct vm_fault *vmf)
{
	unsigned long start = ALIGN_DOWN(vmf->address, PMD_SIZE);
	vm_fault_t ret;

	if (!is_inside(vmf->vma, start, PMD_SIZE) ||
	    !is_entry(buf, vmf->vma, start, PMD_SIZE))
		return VM_FAULT_FALLBACK;
	ret = pmd_insert_one(buf, vmf);
	if (ret == VM_FAULT_NOPAGE)
		pmd_insert_around(buf, vmf);
	return ret;
}

#ifdef CONFIG_ARCH_SUPPORTS_PUD_PFNMAP
/**
 * u_dma_buf_pud_insert() - map the PUD of a fault
 * @buf: as for u_dma_buf_pmd_insert()
 * @vmf: the fault
 *
 * Return: as u_dma_buf_pmd_insert()
 */
vm_fault_t u_dma_buf_pud_insert(const struct u_dma_buf *buf,
				struct vm_fault *vmf)
{
	struct vm_area_struct *vma = vmf->vma;
	unsigned long start = ALIGN_DOWN(vmf->address, PUD_SIZE);

	if (!is_inside(vma, start, PUD_SIZE) ||
	    !is_entry(buf, vma, start, PUD_SIZE))
		return VM_FAULT_FALLBACK;
	return vmf_insert_pfn_pud(vmf, pfn_at(buf, vma, start),
				  vma->vm_flags & VM_WRITE);
}
#endif

/**
 * u_dma_buf_pmd_insert_pages() - map the pages around a fault
 * @buf: as for u_dma_buf_pmd_insert()
 * @vmf: the fault
 * @prot: of the entries
 *
 * Where the kernel wants no PMD (transparent huge pages are off, or a part of
 * it was unmapped), its pages are mapped at once.
 *
 * Return: VM_FAULT_NOPAGE; VM_FAULT_OOM; VM_FAULT_SIGBUS
 */
vm_fault_t u_dma_buf_pmd_insert_pages(const struct u_dma_buf *buf,
				      struct vm_fault *vmf, pgprot_t prot)
{
	struct vm_area_struct *vma = vmf->vma;
	unsigned long start = ALIGN_DOWN(vmf->address, PMD_SIZE);
	unsigned long address = max(start, vma->vm_start);
	unsigned long end = vma->vm_end;
	vm_fault_t ret;

	if (end - start > PMD_SIZE)
		end = start + PMD_SIZE;
	do {
		ret = vmf_insert_pfn_prot(vma, address,
					  pfn_at(buf, vma, address), prot);
		address += PAGE_SIZE;
	} while (ret == VM_FAULT_NOPAGE && address < end);
	return ret;
}

/* With room for a PUD to begin where the memory does. */
static unsigned long area_of_puds(struct file *file, unsigned long size,
				  unsigned long pgoff, unsigned long flags)
{
	unsigned long area = thp_get_unmapped_area(file, 0, size + PUD_SIZE,
						   pgoff, flags);

	if (IS_ERR_VALUE(area))
		return area;
	return area + (((pgoff << PAGE_SHIFT) - area) & (PUD_SIZE - 1));
}

/**
 * u_dma_buf_pmd_area() - choose the addresses of a mapping
 * @file: an open buffer
 * @address: where the caller would like it, or 0
 * @size: bytes
 * @pgoff: from the start of the buffer
 * @flags: of mmap()
 *
 * PMDs and PUDs need an address that is aligned as the memory is.
 *
 * Return: as file_operations.get_unmapped_area
 */
unsigned long u_dma_buf_pmd_area(struct file *file, unsigned long address,
				 unsigned long size, unsigned long pgoff,
				 unsigned long flags)
{
	const struct u_dma_buf_client *client = file->private_data;
	struct u_dma_buf *buf = client->buf;
	unsigned long area;

	down_read(&buf->lock);
	if (!buf->revoked && buf->memory.paged)
		pgoff += page_to_pfn(u_dma_buf_memory_page(&buf->memory, 0));
	up_read(&buf->lock);
	if (u_dma_buf_has_puds() && !address && !(flags & MAP_FIXED) &&
	    size >= PUD_SIZE && size <= TASK_SIZE - PUD_SIZE) {
		area = area_of_puds(file, size, pgoff, flags);
		if (!IS_ERR_VALUE(area))
			return area;
	}
	return thp_get_unmapped_area(file, address, size, pgoff, flags);
}
