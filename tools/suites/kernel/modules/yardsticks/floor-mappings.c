// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
/*
 * The floors of mappings: mmap() of /dev/floor-pages inserts pages with a count each,
 * as mode page does; of /dev/floor-frames page frames, as the others do, or blocks of
 * a PMD where the kernel can.
 */

#include <linux/fs.h>
#include <linux/mm.h>

#include "compat.h"
#include "yardsticks.h"

/* As many as the driver hands over at a time. */
#define FLOOR_BATCH	64

/* So that the first write does not fault. */
static pgprot_t floor_prot(const struct vm_area_struct *vma)
{
	pte_t entry = pfn_pte(0, vma->vm_page_prot);

	return __pgprot(pte_val(pte_mkdirty(pte_mkyoung(entry))));
}

static int pages_mmap(struct file *file, struct vm_area_struct *vma)
{
	unsigned long count = vma_pages(vma), i, n, left;
	struct page *batch[FLOOR_BATCH];
	int ret = 0;

	/* A page that is mapped a second time costs less than at first. */
	if (count > YARDSTICK_BLOCK >> PAGE_SHIFT)
		return -EINVAL;
	vma->vm_page_prot = floor_prot(vma);
	for (i = 0; i < count && !ret; i += n) {
		for (n = 0; n < FLOOR_BATCH && i + n < count; n++)
			batch[n] = yardstick_page(i + n);
		left = n;
		ret = vm_insert_pages(vma, vma->vm_start + (i << PAGE_SHIFT),
				      batch, &left);
	}
	return ret;
}

#ifdef CONFIG_ARCH_SUPPORTS_PMD_PFNMAP
static vm_fault_t frames_insert_block(const struct vm_fault *vmf,
				      unsigned long index)
{
	struct vm_fault block = {
		.vma = vmf->vma,
		.gfp_mask = vmf->gfp_mask,
		.address = (vmf->address & PMD_MASK) + index * PMD_SIZE,
		.flags = vmf->flags,
		.pmd = vmf->pmd + index,
	};

	return vmf_insert_pfn_pmd(&block, page_to_pfn(yardstick_page(0)), true);
}

/* The block of the fault, and those behind it in the same table. */
static vm_fault_t frames_huge_fault(struct vm_fault *vmf, unsigned int order)
{
	unsigned long start = vmf->address & PMD_MASK;
	unsigned long count = min((vmf->vma->vm_end - start) / PMD_SIZE,
				  PTRS_PER_PMD - pmd_index(start));
	vm_fault_t ret = VM_FAULT_FALLBACK;
	unsigned long i;

	if (order != PMD_ORDER)
		return ret;
	for (i = 0; i < count; i++)
		ret = frames_insert_block(vmf, i);
	return ret;
}

/* An address that blocks can have. */
#define FRAMES_AREA	thp_get_unmapped_area

static const struct vm_operations_struct frames_vm_ops = {
	.huge_fault = frames_huge_fault,
};

static bool frames_are_blocks(struct vm_area_struct *vma)
{
	if (!IS_ALIGNED(vma->vm_start | vma->vm_end, PMD_SIZE))
		return false;
	vm_flags_set(vma, VM_IO | VM_PFNMAP | VM_DONTEXPAND | VM_DONTDUMP |
			  VM_HUGEPAGE);
	vma->vm_ops = &frames_vm_ops;
	return true;
}
#else
#define FRAMES_AREA	NULL

static bool frames_are_blocks(struct vm_area_struct *vma)
{
	return false;
}
#endif

static int frames_mmap(struct file *file, struct vm_area_struct *vma)
{
	unsigned long size = vma->vm_end - vma->vm_start;

	if (frames_are_blocks(vma))
		return 0;
	if (size > YARDSTICK_BLOCK)
		return -EINVAL;
	return remap_pfn_range(vma, vma->vm_start,
			       page_to_pfn(yardstick_page(0)), size,
			       floor_prot(vma));
}

static const struct file_operations pages_fops = {
	.owner = THIS_MODULE,
	.mmap = pages_mmap,
};

static const struct file_operations frames_fops = {
	.owner = THIS_MODULE,
	.mmap = frames_mmap,
	.get_unmapped_area = FRAMES_AREA,
};

static struct miscdevice floor_pages = {
	.minor = MISC_DYNAMIC_MINOR,
	.name = "floor-pages",
	.fops = &pages_fops,
};

static struct miscdevice floor_frames = {
	.minor = MISC_DYNAMIC_MINOR,
	.name = "floor-frames",
	.fops = &frames_fops,
};

int floor_mappings_init(void)
{
	int ret = misc_register(&floor_pages);

	if (ret)
		return ret;
	ret = misc_register(&floor_frames);
	if (ret)
		misc_deregister(&floor_pages);
	return ret;
}

void floor_mappings_exit(void)
{
	misc_deregister(&floor_frames);
	misc_deregister(&floor_pages);
}
