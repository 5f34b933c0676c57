// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
/*
 * The floors of mappings: mmap() of /dev/floor-pages inserts pages with a count each,
 * as mode page does; of /dev/floor-frames page frames, as the others do. Of both, blocks
 * of a PMD where the driver has them.
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

#ifdef CONFIG_ARCH_SUPPORTS_PMD_PFNMAP
/* The block of the fault, and those behind it in the same table. */
static vm_fault_t insert_blocks(const struct vm_fault *vmf,
				vm_fault_t (*insert)(struct vm_fault *vmf))
{
	struct vm_area_struct *vma = vmf->vma;
	unsigned long start = vmf->address & PMD_MASK;
	unsigned long count = min((vma->vm_end - start) / PMD_SIZE,
				  PTRS_PER_PMD - pmd_index(start));
	vm_fault_t ret = VM_FAULT_FALLBACK;
	unsigned long i;

	for (i = 0; i < count; i++) {
		struct vm_fault block = {
			.vma = vma,
			.gfp_mask = vmf->gfp_mask,
			.address = start + i * PMD_SIZE,
			.flags = vmf->flags,
			.pmd = vmf->pmd + i,
		};

		ret = insert(&block);
	}
	return ret;
}

static vm_fault_t frames_insert(struct vm_fault *vmf)
{
	return vmf_insert_pfn_pmd(vmf, page_to_pfn(yardstick_page(0)), true);
}

static vm_fault_t frames_huge_fault(struct vm_fault *vmf, unsigned int order)
{
	return order == PMD_ORDER ? insert_blocks(vmf, frames_insert) :
				    VM_FAULT_FALLBACK;
}

static const struct vm_operations_struct frames_vm_ops = {
	.huge_fault = frames_huge_fault,
};

#ifdef U_DMA_BUF_HAVE_FOLIO_PMD
static vm_fault_t pages_insert(struct vm_fault *vmf)
{
	return vmf_insert_folio_pmd(vmf, page_folio(yardstick_block()), true);
}

static vm_fault_t pages_huge_fault(struct vm_fault *vmf, unsigned int order)
{
	return order == PMD_ORDER ? insert_blocks(vmf, pages_insert) :
				    VM_FAULT_FALLBACK;
}

static const struct vm_operations_struct pages_vm_ops = {
	.huge_fault = pages_huge_fault,
};
#else
/* The core maps all of it. */
static vm_fault_t pages_fault(struct vm_fault *vmf)
{
	vmf->page = yardstick_block() +
		    ((vmf->address & ~PMD_MASK) >> PAGE_SHIFT);
	get_page(vmf->page);
	lock_page(vmf->page);
	return VM_FAULT_LOCKED;
}

static const struct vm_operations_struct pages_vm_ops = {
	.fault = pages_fault,
};
#endif

/* An address that blocks can have. */
#define BLOCKS_AREA	thp_get_unmapped_area

static bool are_blocks(struct vm_area_struct *vma, unsigned long flags,
		       const struct vm_operations_struct *ops)
{
	if (!IS_ALIGNED(vma->vm_start | vma->vm_end, PMD_SIZE))
		return false;
	vm_flags_set(vma, flags | VM_DONTEXPAND | VM_DONTDUMP | VM_HUGEPAGE);
	vma->vm_ops = ops;
	return true;
}

static bool pages_are_blocks(struct vm_area_struct *vma)
{
	/* The core maps no folio whose index is beyond the end of the file. */
	page_folio(yardstick_block())->index = 0;
	i_size_write(file_inode(vma->vm_file), YARDSTICK_BLOCK);
	return are_blocks(vma, 0, &pages_vm_ops);
}

static bool frames_are_blocks(struct vm_area_struct *vma)
{
	return are_blocks(vma, VM_IO | VM_PFNMAP, &frames_vm_ops);
}
#else
#define BLOCKS_AREA	NULL

static bool pages_are_blocks(struct vm_area_struct *vma)
{
	return false;
}

static bool frames_are_blocks(struct vm_area_struct *vma)
{
	return false;
}
#endif

static int pages_mmap(struct file *file, struct vm_area_struct *vma)
{
	unsigned long count = vma_pages(vma), i, n, left;
	struct page *batch[FLOOR_BATCH];
	int ret = 0;

	if (pages_are_blocks(vma))
		return 0;
	/* A page that is mapped a second time costs less than at first. */
	if (count > YARDSTICK_PAGES >> PAGE_SHIFT)
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

static int frames_mmap(struct file *file, struct vm_area_struct *vma)
{
	unsigned long size = vma->vm_end - vma->vm_start;

	if (frames_are_blocks(vma))
		return 0;
	if (size > YARDSTICK_PAGES)
		return -EINVAL;
	return remap_pfn_range(vma, vma->vm_start,
			       page_to_pfn(yardstick_page(0)), size,
			       floor_prot(vma));
}

static const struct file_operations pages_fops = {
	.owner = THIS_MODULE,
	.mmap = pages_mmap,
	.get_unmapped_area = BLOCKS_AREA,
};

static const struct file_operations frames_fops = {
	.owner = THIS_MODULE,
	.mmap = frames_mmap,
	.get_unmapped_area = BLOCKS_AREA,
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
