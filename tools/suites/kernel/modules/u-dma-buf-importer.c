// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
/*
 * A device that imports dma-bufs, for user space to drive: see importer.h. It
 * is a platform device of the module's own, or with pci=<address> that one.
 */

#include <linux/device.h>
#include <linux/dma-buf.h>
#include <linux/dma-direct.h>
#include <linux/dma-mapping.h>
#include <linux/fs.h>
#include <linux/iommu.h>
#include <linux/miscdevice.h>
#include <linux/mm.h>
#include <linux/module.h>
#include <linux/pci.h>
#include <linux/platform_device.h>
#include <linux/scatterlist.h>
#include <linux/slab.h>
#include <linux/uaccess.h>
#include <linux/uio.h>
#include <linux/version.h>

#include "importer.h"

#if KERNEL_VERSION(6, 2, 0) > LINUX_VERSION_CODE
#define dma_buf_map_attachment_unlocked		dma_buf_map_attachment
#define dma_buf_unmap_attachment_unlocked	dma_buf_unmap_attachment
#endif

/* Where the kernel has a dma-buf has been a struct since 5.11, of this name since 5.18. */
#if KERNEL_VERSION(5, 11, 0) > LINUX_VERSION_CODE
struct iosys_map {
	void *vaddr;
};

static int dma_buf_vmap_unlocked(struct dma_buf *dmabuf, struct iosys_map *map)
{
	map->vaddr = dma_buf_vmap(dmabuf);
	return map->vaddr ? 0 : -EINVAL;
}

static void dma_buf_vunmap_unlocked(struct dma_buf *dmabuf, struct iosys_map *map)
{
	dma_buf_vunmap(dmabuf, map->vaddr);
}
#elif KERNEL_VERSION(5, 18, 0) > LINUX_VERSION_CODE
#define iosys_map			dma_buf_map
#endif
#if KERNEL_VERSION(6, 2, 0) > LINUX_VERSION_CODE && \
	KERNEL_VERSION(5, 11, 0) <= LINUX_VERSION_CODE
#define dma_buf_vmap_unlocked		dma_buf_vmap
#define dma_buf_vunmap_unlocked		dma_buf_vunmap
#endif

#define IMPORTER_NAME	"u-dma-buf-importer"

static char *pci;
module_param(pci, charp, 0444);
MODULE_PARM_DESC(pci, "address of a PCI device that imports instead of one of the module's own");

static struct platform_device *own_device;
static struct device *importing_device;

/**
 * struct importer - an open file
 * @lock: one call at a time
 * @dmabuf: NULL while nothing is attached
 * @attachment: of @dmabuf
 * @sgt: NULL while it is not mapped
 * @direction: in which it is
 * @vmapped: the kernel has @dmabuf at @map
 * @map: where
 */
struct importer {
	struct mutex lock; /* one call at a time */
	struct dma_buf *dmabuf;
	struct dma_buf_attachment *attachment;
	struct sg_table *sgt;
	enum dma_data_direction direction;
	bool vmapped;
	struct iosys_map map;
};

static int importer_attach(struct importer *importer, int fd)
{
	struct dma_buf_attachment *attachment;
	struct dma_buf *dmabuf;

	if (importer->dmabuf)
		return -EBUSY;
	dmabuf = dma_buf_get(fd);
	if (IS_ERR(dmabuf))
		return PTR_ERR(dmabuf);
	attachment = dma_buf_attach(dmabuf, importing_device);
	if (IS_ERR(attachment)) {
		dma_buf_put(dmabuf);
		return PTR_ERR(attachment);
	}
	importer->dmabuf = dmabuf;
	importer->attachment = attachment;
	return 0;
}

static int importer_map(struct importer *importer,
			struct importer_mapping *mapping)
{
	struct scatterlist *sg;
	struct sg_table *sgt;
	unsigned int i;

	if (!importer->dmabuf || mapping->direction > DMA_FROM_DEVICE)
		return -EINVAL;
	if (importer->sgt || importer->vmapped)
		return -EBUSY;
	sgt = dma_buf_map_attachment_unlocked(importer->attachment,
					      mapping->direction);
	if (IS_ERR(sgt))
		return PTR_ERR(sgt);
	importer->sgt = sgt;
	importer->direction = mapping->direction;
	mapping->entries = sgt->nents;
	mapping->addr = sg_dma_address(sgt->sgl);
	mapping->size = 0;
	for_each_sgtable_dma_sg(sgt, sg, i)
		mapping->size += sg_dma_len(sg);
	return 0;
}

static int importer_unmap(struct importer *importer)
{
	if (!importer->sgt)
		return -EINVAL;
	dma_buf_unmap_attachment_unlocked(importer->attachment, importer->sgt,
					  importer->direction);
	importer->sgt = NULL;
	return 0;
}

static int importer_vmap(struct importer *importer)
{
	int ret;

	if (!importer->dmabuf)
		return -EINVAL;
	if (importer->sgt || importer->vmapped)
		return -EBUSY;
	ret = dma_buf_vmap_unlocked(importer->dmabuf, &importer->map);
	importer->vmapped = !ret;
	return ret;
}

static int importer_vunmap(struct importer *importer)
{
	if (!importer->vmapped)
		return -EINVAL;
	dma_buf_vunmap_unlocked(importer->dmabuf, &importer->map);
	importer->vmapped = false;
	return 0;
}

static int importer_detach(struct importer *importer)
{
	if (!importer->dmabuf)
		return -EINVAL;
	if (importer->sgt || importer->vmapped)
		return -EBUSY;
	dma_buf_detach(importer->dmabuf, importer->attachment);
	dma_buf_put(importer->dmabuf);
	importer->dmabuf = NULL;
	return 0;
}

static int importer_map_user(struct importer *importer, void __user *arg)
{
	struct importer_mapping mapping;
	int ret;

	if (copy_from_user(&mapping, arg, sizeof(mapping)))
		return -EFAULT;
	ret = importer_map(importer, &mapping);
	if (ret)
		return ret;
	return copy_to_user(arg, &mapping, sizeof(mapping)) ? -EFAULT : 0;
}

static int importer_attach_user(struct importer *importer, int __user *arg)
{
	int fd;

	return get_user(fd, arg) ? -EFAULT : importer_attach(importer, fd);
}

static long importer_ioctl(struct file *file, unsigned int cmd,
			   unsigned long arg)
{
	struct importer *importer = file->private_data;
	void __user *uarg = (void __user *)arg;
	long ret = -ENOTTY;

	mutex_lock(&importer->lock);
	switch (cmd) {
	case IMPORTER_ATTACH:
		ret = importer_attach_user(importer, uarg);
		break;
	case IMPORTER_MAP:
		ret = importer_map_user(importer, uarg);
		break;
	case IMPORTER_UNMAP:
		ret = importer_unmap(importer);
		break;
	case IMPORTER_DETACH:
		ret = importer_detach(importer);
		break;
	case IMPORTER_VMAP:
		ret = importer_vmap(importer);
		break;
	case IMPORTER_VUNMAP:
		ret = importer_vunmap(importer);
		break;
	}
	mutex_unlock(&importer->lock);
	return ret;
}

/* The page that the device finds at an address; it may be one of highmem. */
static struct page *device_page(dma_addr_t addr)
{
	struct iommu_domain *domain = iommu_get_domain_for_dev(importing_device);

	return pfn_to_page(PHYS_PFN(domain ? iommu_iova_to_phys(domain, addr) :
				    dma_to_phys(importing_device, addr)));
}

/* Where the device finds an offset, and how much there is of its page; false at the end. */
static bool importer_find(struct importer *importer, u64 offset,
			  dma_addr_t *addr, size_t *count)
{
	struct scatterlist *sg;
	unsigned int i;

	for_each_sgtable_dma_sg(importer->sgt, sg, i) {
		if (offset < sg_dma_len(sg)) {
			*addr = sg_dma_address(sg) + offset;
			*count = min_t(u64, sg_dma_len(sg) - offset,
				       PAGE_SIZE - offset_in_page(*addr));
			return true;
		}
		offset -= sg_dma_len(sg);
	}
	return false;
}

static size_t copy_piece(dma_addr_t addr, size_t size, struct iov_iter *iter,
			 bool to_user)
{
	struct page *page = device_page(addr);

	return to_user ? copy_page_to_iter(page, offset_in_page(addr), size, iter) :
			 copy_page_from_iter(page, offset_in_page(addr), size, iter);
}

/* What the device reads or writes. */
static ssize_t importer_copy_dma(struct importer *importer, u64 offset,
				 struct iov_iter *iter, bool to_user)
{
	dma_addr_t addr;
	ssize_t done = 0;
	size_t size;

	while (iov_iter_count(iter) &&
	       importer_find(importer, offset + done, &addr, &size)) {
		size = min(size, iov_iter_count(iter));
		if (copy_piece(addr, size, iter, to_user) < size)
			return -EFAULT;
		done += size;
	}
	return done;
}

/* What the driver reads or writes. */
static ssize_t importer_copy_vmapped(struct importer *importer, u64 offset,
				     struct iov_iter *iter, bool to_user)
{
	size_t size = iov_iter_count(iter);
	void *from;

	if (offset >= importer->dmabuf->size)
		return 0;
	size = min_t(u64, size, importer->dmabuf->size - offset);
	from = importer->map.vaddr + offset;
	if ((to_user ? copy_to_iter(from, size, iter) :
		       copy_from_iter(from, size, iter)) < size)
		return -EFAULT;
	return size;
}

static ssize_t importer_copy(struct kiocb *iocb, struct iov_iter *iter, bool to_user)
{
	struct importer *importer = iocb->ki_filp->private_data;
	ssize_t ret = -EINVAL;

	mutex_lock(&importer->lock);
	if (importer->sgt)
		ret = importer_copy_dma(importer, iocb->ki_pos, iter, to_user);
	else if (importer->vmapped)
		ret = importer_copy_vmapped(importer, iocb->ki_pos, iter, to_user);
	mutex_unlock(&importer->lock);
	if (ret > 0)
		iocb->ki_pos += ret;
	return ret;
}

static ssize_t importer_read(struct kiocb *iocb, struct iov_iter *to)
{
	return importer_copy(iocb, to, true);
}

static ssize_t importer_write(struct kiocb *iocb, struct iov_iter *from)
{
	return importer_copy(iocb, from, false);
}

static int importer_open(struct inode *inode, struct file *file)
{
	struct importer *importer = kzalloc(sizeof(*importer), GFP_KERNEL);

	if (!importer)
		return -ENOMEM;
	mutex_init(&importer->lock);
	file->private_data = importer;
	return 0;
}

static int importer_release(struct inode *inode, struct file *file)
{
	struct importer *importer = file->private_data;

	importer_unmap(importer);
	importer_vunmap(importer);
	importer_detach(importer);
	kfree(importer);
	return 0;
}

static const struct file_operations importer_fops = {
	.owner = THIS_MODULE,
	.open = importer_open,
	.release = importer_release,
	.read_iter = importer_read,
	.write_iter = importer_write,
	.unlocked_ioctl = importer_ioctl,
};

static struct miscdevice importer_misc = {
	.minor = MISC_DYNAMIC_MINOR,
	.name = IMPORTER_NAME,
	.fops = &importer_fops,
};

static int importing_device_get(void)
{
	const struct platform_device_info info = {
		.name = IMPORTER_NAME,
		.id = PLATFORM_DEVID_NONE,
		.dma_mask = DMA_BIT_MASK(64),
	};
	int ret;

	if (pci) {
		importing_device = bus_find_device_by_name(&pci_bus_type, NULL, pci);
		return importing_device ? 0 : -ENODEV;
	}
	own_device = platform_device_register_full(&info);
	if (IS_ERR(own_device))
		return PTR_ERR(own_device);
	importing_device = &own_device->dev;
	/* As a driver does: only then does the kernel know that it need not sync. */
	ret = dma_set_mask_and_coherent(importing_device, info.dma_mask);
	if (ret)
		platform_device_unregister(own_device);
	return ret;
}

static void importing_device_put(void)
{
	if (own_device)
		platform_device_unregister(own_device);
	else
		put_device(importing_device);
}

static int __init importer_init(void)
{
	int ret = importing_device_get();

	if (ret)
		return ret;
	ret = misc_register(&importer_misc);
	if (ret)
		importing_device_put();
	return ret;
}
module_init(importer_init);

static void __exit importer_exit(void)
{
	misc_deregister(&importer_misc);
	importing_device_put();
}
module_exit(importer_exit);

MODULE_DESCRIPTION("Test device that imports dma-bufs");
MODULE_AUTHOR("The u-dma-buf-mgr developers");
MODULE_LICENSE("Dual BSD/GPL");
#if KERNEL_VERSION(6, 13, 0) <= LINUX_VERSION_CODE
MODULE_IMPORT_NS("DMA_BUF");
#else
MODULE_IMPORT_NS(DMA_BUF);
#endif
