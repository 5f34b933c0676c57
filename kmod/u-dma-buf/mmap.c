// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
/*
 * Mappings. A mapping is complete, young and dirty when mmap() returns, so that
 * no page of it ever faults: on CPUs without a hardware dirty bit a clean entry
 * would fault at its first write. Or it goes in by PMDs, with a fault for each;
 * see pmd.c. Any other fault means that the buffer was revoked, and gets
 * SIGBUS, or that user space threw pages out.
 */

#include <linux/dma-mapping.h>
#include <linux/mm.h>
#include <linux/mount.h>
#include <linux/pseudo_fs.h>

#include "compat.h"
#include "u-dma-buf.h"

/* "UDMB" */
#define MMAP_FS_MAGIC	0x55444d42

static struct vfsmount *mmap_mount;

/* The protection of a mapping's entries, with the bits set that the first write would set. */
static pgprot_t mmap_prot(const struct vm_area_struct *vma)
{
	pgprot_t prot = vma->vm_page_prot;

	if (!(vma->vm_flags & VM_WRITE))
		return prot;
	return __pgprot(pte_val(pte_mkdirty(pte_mkyoung(pfn_pte(0, prot)))));
}

/*
 * Whether a mapping of pages with counts was left to its faults: vm_insert_pages() makes it
 * VM_MIXEDMAP, for which the core would forget the count of a block.
 */
static bool mmap_is_by_blocks(const struct vm_area_struct *vma)
{
	return !(vma->vm_flags & VM_MIXEDMAP);
}

/*
 * Pages with a count of their own can be taken out of a mapping, by
 * madvise(MADV_DONTNEED): they come back. The entry is made under the lock, so
 * that revocation finds it. What is mapped by blocks comes in this way at first, too.
 */
static vm_fault_t mmap_fault_refcounted(const struct u_dma_buf *buf,
					struct vm_fault *vmf)
{
	int ret;

	if (mmap_is_by_blocks(vmf->vma))
		return u_dma_buf_blocks_fault(&buf->memory, vmf);
	ret = vm_insert_page(vmf->vma, vmf->address & PAGE_MASK,
			     u_dma_buf_memory_page(&buf->memory, vmf->pgoff));
	/* -EBUSY: another thread was faster. */
	if (!ret || ret == -EBUSY)
		return VM_FAULT_NOPAGE;
	return ret == -ENOMEM ? VM_FAULT_OOM : VM_FAULT_SIGBUS;
}

static vm_fault_t mmap_fault(struct vm_fault *vmf)
{
	struct u_dma_buf *buf = vmf->vma->vm_private_data;
	vm_fault_t ret = VM_FAULT_SIGBUS;

	down_read(&buf->lock);
	if (!buf->revoked && buf->memory.refcounted)
		ret = mmap_fault_refcounted(buf, vmf);
	else if (!buf->revoked && buf->memory.paged)
		ret = u_dma_buf_pmd_insert_pages(buf, vmf,
						 mmap_prot(vmf->vma));
	up_read(&buf->lock);
	return ret;
}

#ifdef CONFIG_ARCH_SUPPORTS_PMD_PFNMAP
/* Whether we can give a mapping entries larger than a page. */
static bool mmap_has_entries(const struct u_dma_buf_memory *memory,
			     const struct vm_area_struct *vma)
{
	if (memory->refcounted)
		return u_dma_buf_has_folio_pmds() && mmap_is_by_blocks(vma);
	return memory->paged;
}

static vm_fault_t mmap_insert(const struct u_dma_buf *buf, struct vm_fault *vmf,
			      unsigned int order)
{
	if (order == PMD_ORDER)
		return u_dma_buf_pmd_insert(buf, vmf);
	if (order == PUD_ORDER && !buf->memory.refcounted)
		return u_dma_buf_pud_insert(buf, vmf);
	return VM_FAULT_FALLBACK;
}

static vm_fault_t mmap_huge_fault(struct vm_fault *vmf, unsigned int order)
{
	struct u_dma_buf *buf = vmf->vma->vm_private_data;
	vm_fault_t ret = VM_FAULT_FALLBACK;

	down_read(&buf->lock);
	if (!buf->revoked && mmap_has_entries(&buf->memory, vmf->vma))
		ret = mmap_insert(buf, vmf, order);
	up_read(&buf->lock);
	return ret;
}
#endif

/*
 * For debuggers, where the kernel has no page to look at. The range may go on behind
 * the mapping.
 */
static int mmap_access(struct vm_area_struct *vma, unsigned long addr,
		       void *bytes, int len, int write)
{
	struct u_dma_buf *buf = vma->vm_private_data;
	size_t offset = addr - vma->vm_start + (vma->vm_pgoff << PAGE_SHIFT);
	int ret = min_t(unsigned long, len, vma->vm_end - addr);

	if (write && !(vma->vm_flags & VM_WRITE))
		return -EACCES;
	down_read(&buf->lock);
	if (buf->revoked)
		ret = -ENODEV;
	else if (write)
		memcpy(buf->memory.vaddr + offset, bytes, ret);
	else
		memcpy(bytes, buf->memory.vaddr + offset, ret);
	up_read(&buf->lock);
	return ret;
}

static const struct vm_operations_struct mmap_vm_ops = {
	.fault = mmap_fault,
	.access = mmap_access,
#ifdef CONFIG_ARCH_SUPPORTS_PMD_PFNMAP
	.huge_fault = mmap_huge_fault,
#endif
};

/* Never called: the pages have structs. */
static vm_fault_t mmap_pfn_mkwrite(struct vm_fault *vmf)
{
	return 0;
}

/*
 * For memory in CMA. Before the kernel pins a page of CMA for long, as a fixed buffer of
 * io_uring, it moves it away. It cannot move ours, and tries until the process is
 * killed. But since 6.5 it refuses at once (EFAULT) where a mapping wants to hear of
 * the first write to a page, as file systems do. Other I/O does not mind.
 */
static const struct vm_operations_struct mmap_cma_vm_ops = {
	.fault = mmap_fault,
	.access = mmap_access,
	.pfn_mkwrite = mmap_pfn_mkwrite,
};

/* What sync_mode makes of the protection bits; see sysfs.c for its values. */
static pgprot_t mmap_sync_prot(unsigned int sync_mode, pgprot_t prot)
{
	/*
	 * x86 gives RAM one memory type, the kernel's own. Asking for another
	 * changes nothing but warns, and its devices are coherent anyway.
	 */
	if (IS_ENABLED(CONFIG_X86))
		return prot;

	switch (sync_mode & U_DMA_BUF_SYNC_MODE_MASK) {
	case U_DMA_BUF_SYNC_MODE_NONCACHED:
		return pgprot_noncached(prot);
	case U_DMA_BUF_SYNC_MODE_WRITECOMBINE:
		return pgprot_writecombine(prot);
	case U_DMA_BUF_SYNC_MODE_DMACOHERENT:
		return pgprot_dmacoherent(prot);
	default:
		return prot;
	}
}

static int mmap_check(const struct u_dma_buf *buf, struct vm_area_struct *vma)
{
	unsigned long pages = buf->memory.size >> PAGE_SHIFT;

	if (vma->vm_pgoff > pages || vma_pages(vma) > pages - vma->vm_pgoff)
		return -EINVAL;
	if (vma->vm_flags & VM_SHARED)
		return 0;
	/* A private mapping can show the buffer, but not copy it on write. */
	if (vma->vm_flags & VM_WRITE)
		return -EINVAL;
	vm_flags_clear(vma, VM_MAYWRITE);
	return 0;
}

/* Page structs that vm_insert_pages() is handed at a time. */
#define MMAP_BATCH	64

static int mmap_fill_refcounted(const struct u_dma_buf_memory *memory,
				struct vm_area_struct *vma)
{
	unsigned long count = vma_pages(vma);
	struct page *batch[MMAP_BATCH];
	unsigned long i, n, left;
	int ret = 0;

	vm_flags_set(vma, VM_DONTEXPAND | VM_DONTDUMP);
	if (u_dma_buf_blocks_fit(memory, vma))
		return 0;
	for (i = 0; i < count && !ret; i += n) {
		for (n = 0; n < MMAP_BATCH && i + n < count; n++)
			batch[n] = u_dma_buf_memory_page(memory, vma->vm_pgoff +
								 i + n);
		left = n;
		ret = vm_insert_pages(vma, vma->vm_start + (i << PAGE_SHIFT),
				      batch, &left);
	}
	return ret;
}

static int mmap_fill_pages(const struct u_dma_buf_memory *memory,
			   struct vm_area_struct *vma, unsigned long start,
			   unsigned long end)
{
	size_t index = linear_page_index(vma, start);
	size_t run;
	int ret = 0;

	for (; start < end && !ret; start += run << PAGE_SHIFT, index += run) {
		run = u_dma_buf_memory_run(memory, index,
					   (end - start) >> PAGE_SHIFT);
		ret = remap_pfn_range(vma, start,
				      page_to_pfn(u_dma_buf_memory_page(memory,
									index)),
				      run << PAGE_SHIFT, vma->vm_page_prot);
	}
	return ret;
}

/* The PMDs, if there are any, follow, each by its first fault. */
static int mmap_fill_outside_pmds(const struct u_dma_buf *buf,
				  struct vm_area_struct *vma)
{
	unsigned long first, end;
	int ret;

	if (!u_dma_buf_pmd_find(buf, vma, &first, &end))
		return mmap_fill_pages(&buf->memory, vma, vma->vm_start,
				       vma->vm_end);
	/* The last: PMDs also where the administrator leaves them to madvise(). */
	vm_flags_set(vma, VM_IO | VM_PFNMAP | VM_DONTEXPAND | VM_DONTDUMP |
			  VM_HUGEPAGE);
	ret = mmap_fill_pages(&buf->memory, vma, vma->vm_start, first);
	return ret ?: mmap_fill_pages(&buf->memory, vma, end, vma->vm_end);
}

static int mmap_fill(struct u_dma_buf *buf, struct vm_area_struct *vma, bool sync)
{
	const struct u_dma_buf_memory *memory = &buf->memory;
	unsigned int sync_mode = buf->sync.mode;

	vma->vm_page_prot = mmap_prot(vma);
	if (!memory->paged)
		return dma_mmap_coherent(buf->parent, vma, memory->vaddr,
					 memory->dma_addr, memory->size);
	if (memory->cached && (sync || (sync_mode & U_DMA_BUF_SYNC_MODE_ALWAYS)))
		vma->vm_page_prot = mmap_sync_prot(sync_mode,
						   vma->vm_page_prot);
	if (memory->refcounted)
		return mmap_fill_refcounted(memory, vma);
	return mmap_fill_outside_pmds(buf, vma);
}

/*
 * x86 marks a mapping of physical pages whose memory type it has to give back, and
 * finds the pages by the first entry when the mapping ends, with a WARN where there
 * is none: revocation at the same moment has taken it away. RAM has no type to give
 * back.
 */
static void mmap_forget_pat(struct u_dma_buf *buf, struct vm_area_struct *vma)
{
#ifdef VM_PAT
	if (!u_dma_buf_region_is_private(buf->parent))
		vm_flags_clear(vma, VM_PAT);
#endif
}

/**
 * u_dma_buf_mmap_client() - map a part of a buffer
 * @client: whoever maps
 * @vma: what to map; vm_pgoff counts from the start of the buffer, and all must
 *	be inside its page-rounded size
 * @sync: the mapping is as sync_mode says, not cached
 *
 * Return: 0; -EINVAL: outside the buffer, or private and writable; -ENODEV: the
 * buffer is gone; -ENOMEM
 */
int u_dma_buf_mmap_client(struct u_dma_buf_client *client, struct vm_area_struct *vma,
			  bool sync)
{
	struct u_dma_buf *buf = client->buf;
	int ret;

	down_write(&buf->lock);
	ret = buf->revoked ? -ENODEV : mmap_check(buf, vma);
	if (!ret)
		ret = u_dma_buf_client_remember(client, vma->vm_mm);
	downgrade_write(&buf->lock);
	if (!ret)
		ret = mmap_fill(buf, vma, sync);
	up_read(&buf->lock);
	if (ret)
		return ret;
	mmap_forget_pat(buf, vma);
	vma->vm_private_data = buf;
	vma->vm_ops = buf->memory.cma_backed ? &mmap_cma_vm_ops : &mmap_vm_ops;
	return 0;
}

/**
 * u_dma_buf_mmap_revoke() - take every mapping of a buffer away
 * @buf: revoked already, so that no new mapping starts
 */
void u_dma_buf_mmap_revoke(struct u_dma_buf *buf)
{
	u_dma_buf_clients_wait_linked(buf);
	u_dma_buf_blocks_wait(&buf->memory);
	unmap_mapping_range(buf->inode->i_mapping, 0, 0, 1);
}

/**
 * u_dma_buf_mmap_inode() - make an inode for the mappings of one buffer
 * @size: bytes of it. The core maps no block that goes beyond the end of its inode.
 *
 * Return: the inode, freed by iput(), or an ERR_PTR
 */
struct inode *u_dma_buf_mmap_inode(size_t size)
{
	struct inode *inode = alloc_anon_inode(mmap_mount->mnt_sb);

	if (!IS_ERR(inode))
		i_size_write(inode, size);
	return inode;
}

static int mmap_fs_init_context(struct fs_context *fc)
{
	return init_pseudo(fc, MMAP_FS_MAGIC) ? 0 : -ENOMEM;
}

/* No owner: the mount below would pin the module, and ends before the module. */
static struct file_system_type mmap_fs = {
	.name = U_DMA_BUF_DRIVER_NAME,
	.init_fs_context = mmap_fs_init_context,
	.kill_sb = kill_anon_super,
};

int u_dma_buf_mmap_init(void)
{
	mmap_mount = kern_mount(&mmap_fs);
	return PTR_ERR_OR_ZERO(mmap_mount);
}

void u_dma_buf_mmap_exit(void)
{
	kern_unmount(mmap_mount);
}
