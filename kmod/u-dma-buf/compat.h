/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/* SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers */
/*
 * What differs between the kernels this driver builds for (5.10 and newer),
 * each under the newest kernel's name, so that no other file asks for a kernel's
 * features. Where U_DMA_BUF_HAVE_* come from, and since when a kernel has each, is
 * in features.mk.
 */
#ifndef U_DMA_BUF_COMPAT_H
#define U_DMA_BUF_COMPAT_H

#include <linux/dma-map-ops.h>
#include <linux/gfp.h>
#include <linux/mm.h>
#include <linux/pagemap.h>
#include <linux/platform_device.h>
#include <linux/scatterlist.h>
#include <linux/string.h>
#include <linux/uio.h>
#include <linux/workqueue.h>

#if defined(CONFIG_ARCH_SUPPORTS_PMD_PFNMAP) && \
	!defined(U_DMA_BUF_HAVE_PMD_PFN_NUMBER)
#include <linux/pfn_t.h>
#endif

#ifndef U_DMA_BUF_HAVE_SG_SEGMENT
static inline int
sg_alloc_table_from_pages_segment(struct sg_table *sgt, struct page **pages,
				  unsigned int n_pages, unsigned int offset,
				  unsigned long size, unsigned int max_segment,
				  gfp_t gfp_mask)
{
	return PTR_ERR_OR_ZERO(__sg_alloc_table_from_pages(sgt, pages, n_pages,
							   offset, size,
							   max_segment, NULL, 0,
							   gfp_mask));
}
#endif

#ifndef U_DMA_BUF_HAVE_FAULT_IN_ITER
/*
 * fault_in_pages_writeable() writes, which is wrong where the buffer itself is
 * mapped.
 */
static inline size_t u_dma_buf_fault_in(const char __user *uaddr, size_t size,
					unsigned int flags)
{
	unsigned long start = untagged_addr((unsigned long)uaddr);
	unsigned long end = start + size, addr = start;
	bool unlocked = false;

	mmap_read_lock(current->mm);
	while (addr < end &&
	       !fixup_user_fault(current->mm, addr, flags, &unlocked))
		addr = (addr & PAGE_MASK) + PAGE_SIZE;
	mmap_read_unlock(current->mm);
	return addr < end ? end - addr : 0;
}

/* Of memory that is not a user's nothing is missing. */
static inline size_t u_dma_buf_fault_in_iter(const struct iov_iter *iter,
					     size_t size, unsigned int flags)
{
	struct iov_iter rest = *iter;
	struct iovec piece;
	size_t left = 0;

	if (!iter_is_iovec(iter))
		return 0;
	iov_iter_truncate(&rest, size);
	while (!left && iov_iter_count(&rest)) {
		piece = iov_iter_iovec(&rest);
		left = u_dma_buf_fault_in(piece.iov_base, piece.iov_len, flags);
		iov_iter_advance(&rest, piece.iov_len - left);
		size -= piece.iov_len - left;
	}
	return left ? size : 0;
}

#define fault_in_iov_iter_writeable(iter, size) \
	u_dma_buf_fault_in_iter(iter, size, FAULT_FLAG_WRITE)
#define fault_in_iov_iter_readable(iter, size) \
	u_dma_buf_fault_in_iter(iter, size, 0)
#endif

#ifndef U_DMA_BUF_HAVE_COPY_SPLICE_READ
#define copy_splice_read generic_file_splice_read
#endif

#ifndef U_DMA_BUF_HAVE_VM_FLAGS_SET
static inline void vm_flags_set(struct vm_area_struct *vma, unsigned long flags)
{
	vma->vm_flags |= flags;
}

static inline void vm_flags_clear(struct vm_area_struct *vma,
				  unsigned long flags)
{
	vma->vm_flags &= ~flags;
}
#endif

/* A page frame number can be a type of its own. */
#ifndef U_DMA_BUF_HAVE_PMD_PFN_NUMBER
#define vmf_insert_pfn_pmd(vmf, pfn, write) \
	vmf_insert_pfn_pmd(vmf, __pfn_to_pfn_t(pfn, PFN_DEV), write)
#define vmf_insert_pfn_pud(vmf, pfn, write) \
	vmf_insert_pfn_pud(vmf, __pfn_to_pfn_t(pfn, PFN_DEV), write)
#endif

/* Whether a driver can map a folio by a PMD, and not the core alone, which asks for a page. */
static inline bool u_dma_buf_has_folio_pmds(void)
{
	return __is_defined(U_DMA_BUF_HAVE_FOLIO_PMD);
}

#ifndef U_DMA_BUF_HAVE_FOLIO_PMD
#define vmf_insert_folio_pmd(vmf, folio, write)	VM_FAULT_FALLBACK
#endif

/* Whether a mapping can have PUDs (1 GiB with pages of 4 KiB). */
static inline bool u_dma_buf_has_puds(void)
{
	return IS_ENABLED(CONFIG_ARCH_SUPPORTS_PUD_PFNMAP);
}

#ifdef CONFIG_CONTIG_ALLOC
/* The migrate type was replaced by flags, which are a macro. */
#ifdef ACR_FLAGS_NONE
#define U_DMA_BUF_CONTIG_PLAIN	ACR_FLAGS_NONE
#else
#define U_DMA_BUF_CONTIG_PLAIN	MIGRATE_MOVABLE
#endif

static inline int u_dma_buf_alloc_contig_range(unsigned long start,
					       unsigned long end)
{
	return alloc_contig_range(start, end, U_DMA_BUF_CONTIG_PLAIN,
				  GFP_KERNEL | __GFP_NOWARN);
}

/*
 * A folio in place of pages. The core compares its index, in pages, with the size of the inode
 * that it is mapped by.
 */
#if defined(U_DMA_BUF_HAVE_FROZEN_RANGE) || defined(U_DMA_BUF_HAVE_GIGANTIC_FOLIO)
static inline int u_dma_buf_alloc_contig_folio(unsigned long start,
					       unsigned long end, pgoff_t index)
{
	gfp_t gfp = GFP_KERNEL | __GFP_NOWARN | __GFP_COMP;
	int ret;

#ifdef U_DMA_BUF_HAVE_FROZEN_RANGE
	ret = alloc_contig_frozen_range(start, end, U_DMA_BUF_CONTIG_PLAIN, gfp);
	if (!ret)
		init_page_count(pfn_to_page(start));
#else
	ret = alloc_contig_range(start, end, U_DMA_BUF_CONTIG_PLAIN, gfp);
#endif
	if (!ret)
		page_folio(pfn_to_page(start))->index = index;
	return ret;
}
#else
static inline int u_dma_buf_alloc_contig_folio(unsigned long start,
					       unsigned long end, pgoff_t index)
{
	return -EOPNOTSUPP;
}
#endif
#endif

/*
 * Whether a range can be of folios that a PMD maps. Kernels that can map memory without an
 * owner by a PMD can do so with a folio; pageblocks must not be larger, because a part of one
 * cannot become a folio.
 */
static inline bool u_dma_buf_has_folios(void)
{
	return IS_ENABLED(CONFIG_ARCH_SUPPORTS_PMD_PFNMAP) &&
	       IS_ENABLED(CONFIG_CONTIG_ALLOC) &&
	       pageblock_nr_pages << PAGE_SHIFT <= PMD_SIZE &&
	       (__is_defined(U_DMA_BUF_HAVE_GIGANTIC_FOLIO) ||
		__is_defined(U_DMA_BUF_HAVE_FROZEN_RANGE));
}

/* Memory encryption: AMD's SEV and SME, Intel's TDX, Arm's CCA. */
#if defined(U_DMA_BUF_HAVE_CC_PLATFORM)
#include <linux/cc_platform.h>
static inline bool u_dma_buf_memory_is_encrypted(void)
{
	return cc_platform_has(CC_ATTR_MEM_ENCRYPT);
}
#elif defined(CONFIG_X86)
#include <linux/mem_encrypt.h>
static inline bool u_dma_buf_memory_is_encrypted(void)
{
	return mem_encrypt_active();
}
#else
static inline bool u_dma_buf_memory_is_encrypted(void)
{
	return false;
}
#endif

/* What a dma-buf is mapped for the kernel by. */
#if defined(U_DMA_BUF_HAVE_VMAP_IOSYS_MAP)
#include <linux/iosys-map.h>
#elif defined(U_DMA_BUF_HAVE_VMAP_DMA_BUF_MAP)
#include <linux/dma-buf-map.h>
#define iosys_map		dma_buf_map
#define iosys_map_set_vaddr	dma_buf_map_set_vaddr
#else
#define U_DMA_BUF_VMAP_POINTER
struct iosys_map {
	void *vaddr;
};

static inline void iosys_map_set_vaddr(struct iosys_map *map, void *vaddr)
{
	map->vaddr = vaddr;
}
#endif

#ifdef U_DMA_BUF_VMAP_POINTER
#define U_DMA_BUF_VMAP(vmap_fn) .vmap = vmap_fn##_pointer
#define U_DMA_BUF_VUNMAP(vunmap_fn) .vunmap = vunmap_fn##_pointer
#else
#define U_DMA_BUF_VMAP(vmap_fn) .vmap = vmap_fn
#define U_DMA_BUF_VUNMAP(vunmap_fn) .vunmap = vunmap_fn
#endif

#ifdef U_DMA_BUF_HAVE_VOID_REMOVE
#define U_DMA_BUF_PLATFORM_REMOVE(remove_fn) .remove = remove_fn
#else
#define U_DMA_BUF_PLATFORM_REMOVE(remove_fn) .remove = remove_fn##_int
#define U_DMA_BUF_PLATFORM_REMOVE_INT
#endif

/* The device whose uevent a class adds to. */
#ifdef U_DMA_BUF_HAVE_CONST_UEVENT
#define U_DMA_BUF_UEVENT_CONST const
#else
#define U_DMA_BUF_UEVENT_CONST
#endif

#ifndef U_DMA_BUF_HAVE_SET_DRIVER_OVERRIDE
/* Of platform devices, whose release frees it. */
static inline int device_set_driver_override(struct device *dev,
					     const char *name)
{
	struct platform_device *pdev = to_platform_device(dev);

	pdev->driver_override = kstrdup(name, GFP_KERNEL);
	return pdev->driver_override ? 0 : -ENOMEM;
}
#endif

/* The name of a symbol namespace. */
#ifdef U_DMA_BUF_HAVE_STRING_NS
#define U_DMA_BUF_DMA_BUF_NS "DMA_BUF"
#else
#define U_DMA_BUF_DMA_BUF_NS DMA_BUF
#endif

/* A link of an old class could have a link "device", which this driver has no use for. */
#ifdef U_DMA_BUF_HAVE_PLAIN_CLASS_LINK
#define u_dma_buf_class_compat_link	class_compat_create_link
#define u_dma_buf_class_compat_unlink	class_compat_remove_link
#else
static inline int u_dma_buf_class_compat_link(struct class_compat *cls,
					      struct device *dev)
{
	return class_compat_create_link(cls, dev, NULL);
}

static inline void u_dma_buf_class_compat_unlink(struct class_compat *cls,
						 struct device *dev)
{
	class_compat_remove_link(cls, dev, NULL);
}
#endif

#ifndef U_DMA_BUF_HAVE_SYSTEM_DFL_WQ
#define system_dfl_wq system_unbound_wq
#endif

static inline bool u_dma_buf_dev_is_coherent(struct device *dev)
{
#if defined(CONFIG_ARM) && defined(U_DMA_BUF_HAVE_ARM_ARCHDATA_COHERENT)
	return dev->archdata.dma_coherent;
#else
	return dev_is_dma_coherent(dev);
#endif
}

#endif
