// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
/*
 * Stands in for a driver that existing users have: the interfaces that their
 * scripts rely on, and nothing of what ours added. It has no ioctl and no mmap mode
 * "page", does not tell who had a buffer made nor its DMA mask, and deletes a buffer
 * that is in use. As such drivers do, it takes a DMA address for a physical one
 * when a page is touched: not for machines with an IOMMU.
 */

#include <linux/device.h>
#include <linux/dma-map-ops.h>
#include <linux/dma-mapping.h>
#include <linux/fs.h>
#include <linux/idr.h>
#include <linux/mm.h>
#include <linux/module.h>
#include <linux/pci.h>
#include <linux/platform_device.h>
#include <linux/slab.h>
#include <linux/sysfs.h>
#include <linux/version.h>

#include "u-dma-buf-funcs.h"

#define PEER_NAME	"u-dma-buf"
#define PEER_VERSION	"4.3.0"
#define PEER_MINORS	256

enum { MMAP_OFF = 1, MMAP_ON, MMAP_AUTO };

/* What attributes show is u64, whatever it is. */
struct buffer {
	struct device dev;
	struct device *parent;
	struct platform_device *own;
	void *memory;
	dma_addr_t addr;
	u64 phys_addr, size, dma_coherent, quirk_mmap_mode;
	u64 sync_mode, sync_offset, sync_size, sync_direction, sync_owner;
	u64 sync_for_cpu, sync_for_device; /* always done */
};

static int peer_major;
static DEFINE_IDA(peer_minors);

static struct buffer *to_buffer(struct device *dev)
{
	return container_of(dev, struct buffer, dev);
}

static void hand_over(struct buffer *buffer, bool to_device, u64 offset,
		      u64 size, enum dma_data_direction direction)
{
	dma_addr_t addr = buffer->addr + offset;

	if (to_device)
		dma_sync_single_for_device(buffer->parent, addr, size, direction);
	else
		dma_sync_single_for_cpu(buffer->parent, addr, size, direction);
	buffer->sync_owner = to_device;
}

/* A value with more than bit 0 carries its own arguments. */
static ssize_t sync_store(struct device *dev, struct device_attribute *attr,
			  const char *text, size_t count)
{
	struct buffer *buffer = to_buffer(dev);
	u64 offset = buffer->sync_offset, size = buffer->sync_size;
	u64 value, direction = buffer->sync_direction;
	int ret = kstrtou64(text, 0, &value);

	if (ret)
		return ret;
	if (value & ~1ULL) {
		offset = value >> 32;
		size = value & 0xfffffff0;
		direction = value >> 2 & 3;
	}
	if (offset > buffer->size || size > buffer->size - offset ||
	    direction > DMA_FROM_DEVICE)
		return -EINVAL;
	if (value & 1)
		hand_over(buffer, !strcmp(attr->attr.name, "sync_for_device"),
			  offset, size, direction);
	return count;
}

static ssize_t driver_version_show(struct device *dev,
				   struct device_attribute *attr, char *page)
{
	return sysfs_emit(page, PEER_VERSION "\n");
}
static DEVICE_ATTR_RO(driver_version);

struct value_attribute {
	struct device_attribute attr;
	size_t at;
	const char *format;
};

static u64 *value_of(struct device *dev, struct value_attribute *value)
{
	return (void *)to_buffer(dev) + value->at;
}

static ssize_t value_show(struct device *dev, struct device_attribute *attr,
			  char *page)
{
	struct value_attribute *value =
		container_of(attr, struct value_attribute, attr);

	return sysfs_emit(page, value->format, *value_of(dev, value));
}

static ssize_t value_store(struct device *dev, struct device_attribute *attr,
			   const char *text, size_t count)
{
	struct value_attribute *value =
		container_of(attr, struct value_attribute, attr);

	return kstrtou64(text, 0, value_of(dev, value)) ?: count;
}

#define VALUE(_name, _mode, _store, _format) \
static struct value_attribute value_##_name = { \
	.attr = { \
		.attr = { .name = #_name, .mode = _mode }, \
		.show = value_show, \
		.store = _store, \
	}, \
	.at = offsetof(struct buffer, _name), \
	.format = _format "\n", \
}

VALUE(phys_addr, 0444, NULL, "0x%016llx");
VALUE(size, 0444, NULL, "%llu");
VALUE(dma_coherent, 0444, NULL, "%llu");
VALUE(quirk_mmap_mode, 0444, NULL, "%llu");
VALUE(sync_mode, 0664, value_store, "%llu");
VALUE(sync_offset, 0664, value_store, "0x%llx");
VALUE(sync_size, 0664, value_store, "%llu");
VALUE(sync_direction, 0664, value_store, "%llu");
VALUE(sync_owner, 0444, NULL, "%llu");
VALUE(sync_for_cpu, 0664, sync_store, "%llu");
VALUE(sync_for_device, 0664, sync_store, "%llu");

static struct attribute *buffer_attrs[] = {
	&dev_attr_driver_version.attr, &value_phys_addr.attr.attr,
	&value_size.attr.attr, &value_dma_coherent.attr.attr,
	&value_quirk_mmap_mode.attr.attr, &value_sync_mode.attr.attr,
	&value_sync_offset.attr.attr, &value_sync_size.attr.attr,
	&value_sync_direction.attr.attr, &value_sync_owner.attr.attr,
	&value_sync_for_cpu.attr.attr, &value_sync_for_device.attr.attr, NULL
};
ATTRIBUTE_GROUPS(buffer);

/* When the last file is closed. */
static void buffer_free(struct device *dev)
{
	struct buffer *buffer = to_buffer(dev);

	if (buffer->memory)
		dma_free_coherent(buffer->parent, PAGE_ALIGN(buffer->size),
				  buffer->memory, buffer->addr);
	platform_device_unregister(buffer->own);
	kfree(buffer);
}

static struct class peer_class = {
	.name = PEER_NAME,
	.dev_groups = buffer_groups,
	.dev_release = buffer_free,
};

static int buffer_open(struct inode *inode, struct file *file)
{
	struct device *dev = class_find_device_by_devt(&peer_class,
						       inode->i_rdev);

	file->private_data = dev ? to_buffer(dev) : NULL;
	return dev ? 0 : -ENODEV;
}

static int buffer_close(struct inode *inode, struct file *file)
{
	struct buffer *buffer = file->private_data;

	put_device(&buffer->dev);
	return 0;
}

static bool is_synced(struct file *file)
{
	struct buffer *buffer = file->private_data;

	return file->f_flags & O_SYNC || buffer->sync_mode & 4;
}

static ssize_t buffer_read(struct file *file, char __user *user, size_t count,
			   loff_t *pos)
{
	struct buffer *buffer = file->private_data;

	if (is_synced(file))
		hand_over(buffer, false, 0, buffer->size, DMA_FROM_DEVICE);
	return simple_read_from_buffer(user, count, pos, buffer->memory,
				       buffer->size);
}

static ssize_t buffer_write(struct file *file, const char __user *user,
			    size_t count, loff_t *pos)
{
	struct buffer *buffer = file->private_data;
	ssize_t ret = simple_write_to_buffer(buffer->memory, buffer->size, pos,
					     user, count);

	if (ret > 0 && is_synced(file))
		hand_over(buffer, true, 0, buffer->size, DMA_TO_DEVICE);
	return ret;
}

static vm_fault_t buffer_fault(struct vm_fault *vmf)
{
	struct buffer *buffer = vmf->vma->vm_private_data;

	if (vmf->pgoff >= PAGE_ALIGN(buffer->size) >> PAGE_SHIFT)
		return VM_FAULT_SIGBUS;
	return vmf_insert_pfn(vmf->vma, vmf->address,
			      PHYS_PFN(buffer->addr) + vmf->pgoff);
}

static const struct vm_operations_struct buffer_vm_ops = {
	.fault = buffer_fault,
};

static pgprot_t protection_of(struct file *file, pgprot_t protection)
{
	struct buffer *buffer = file->private_data;

	switch (is_synced(file) ? buffer->sync_mode & 3 : 0) {
	case 1:
		return pgprot_noncached(protection);
	case 2:
		return pgprot_writecombine(protection);
	case 3:
		return pgprot_dmacoherent(protection);
	default:
		return protection;
	}
}

static int buffer_mmap(struct file *file, struct vm_area_struct *vma)
{
	struct buffer *buffer = file->private_data;

	if (!(vma->vm_flags & VM_SHARED))
		return -EINVAL;
	if (buffer->quirk_mmap_mode == MMAP_OFF ||
	    (buffer->quirk_mmap_mode == MMAP_AUTO && buffer->dma_coherent))
		return dma_mmap_coherent(buffer->parent, vma, buffer->memory,
					 buffer->addr, buffer->size);
	vma->vm_page_prot = protection_of(file, vma->vm_page_prot);
#if KERNEL_VERSION(6, 3, 0) <= LINUX_VERSION_CODE
	vm_flags_set(vma, VM_PFNMAP | VM_DONTEXPAND);
#else
	vma->vm_flags |= VM_PFNMAP | VM_DONTEXPAND;
#endif
	vma->vm_private_data = buffer;
	vma->vm_ops = &buffer_vm_ops;
	return 0;
}

static const struct file_operations buffer_fops = {
	.owner = THIS_MODULE,
	.open = buffer_open,
	.release = buffer_close,
	.read = buffer_read,
	.write = buffer_write,
	.llseek = default_llseek,
	.mmap = buffer_mmap,
};

static int make_own_device(struct buffer *buffer, unsigned int mask_bits)
{
	struct platform_device *own =
		platform_device_register_simple(PEER_NAME, PLATFORM_DEVID_AUTO,
						NULL, 0);

	if (IS_ERR(own))
		return PTR_ERR(own);
	buffer->own = own;
	buffer->parent = &own->dev;
	return dma_coerce_mask_and_coherent(&own->dev,
					    DMA_BIT_MASK(mask_bits ?: 32));
}

static int buffer_add(struct buffer *buffer, u64 mmap_mode)
{
	int minor, ret;

	if (mmap_mode > MMAP_AUTO)
		return -EINVAL;
	buffer->quirk_mmap_mode = mmap_mode ?: MMAP_AUTO;
	buffer->dma_coherent = dev_is_dma_coherent(buffer->parent);
	buffer->sync_mode = 1;
	buffer->sync_size = buffer->size;
	buffer->memory = dma_alloc_coherent(buffer->parent,
					    PAGE_ALIGN(buffer->size),
					    &buffer->addr,
					    GFP_KERNEL | __GFP_NOWARN);
	if (!buffer->memory)
		return -ENODEV;
	buffer->phys_addr = buffer->addr;
	minor = ida_alloc_max(&peer_minors, PEER_MINORS - 1, GFP_KERNEL);
	if (minor < 0)
		return minor;
	buffer->dev.parent = buffer->parent;
	buffer->dev.devt = MKDEV(peer_major, minor);
	ret = device_add(&buffer->dev);
	if (ret)
		ida_free(&peer_minors, minor);
	return ret;
}

struct device *u_dma_buf_device_search(const char *name, int id)
{
	struct device *dev = class_find_device_by_name(&peer_class, name);

	put_device(dev);
	return dev ?: ERR_PTR(-ENODEV);
}
EXPORT_SYMBOL(u_dma_buf_device_search);

struct device *u_dma_buf_device_create(const char *name, int id, size_t size,
				       u64 option, struct device *parent)
{
	struct buffer *buffer;
	int ret;

	if (!size || !IS_ERR(u_dma_buf_device_search(name, id)))
		return ERR_PTR(-EINVAL);
	buffer = kzalloc(sizeof(*buffer), GFP_KERNEL);
	if (!buffer)
		return ERR_PTR(-ENOMEM);
	device_initialize(&buffer->dev);
	buffer->dev.class = &peer_class;
	buffer->parent = parent;
	buffer->size = size;
	ret = dev_set_name(&buffer->dev, "%s", name);
	if (!ret && !parent)
		ret = make_own_device(buffer, option & U_DMA_BUF_OPTION_DMA_MASK);
	if (!ret)
		ret = buffer_add(buffer, (option & U_DMA_BUF_OPTION_MMAP_MODE) >>
				 U_DMA_BUF_OPTION_MMAP_MODE_SHIFT);
	if (!ret)
		return &buffer->dev;
	put_device(&buffer->dev);
	return ERR_PTR(ret);
}
EXPORT_SYMBOL(u_dma_buf_device_create);

int u_dma_buf_device_remove(struct device *dev)
{
	ida_free(&peer_minors, MINOR(dev->devt));
	device_unregister(dev);
	return 0;
}
EXPORT_SYMBOL(u_dma_buf_device_remove);

struct bus_type *u_dma_buf_find_available_bus_type(char *name, int name_len)
{
	if (name_len == 3 && !memcmp(name, "pci", 3))
		return (struct bus_type *)&pci_bus_type;
	return NULL;
}
EXPORT_SYMBOL(u_dma_buf_find_available_bus_type);

static int __init peer_init(void)
{
	int ret = class_register(&peer_class);

	if (ret)
		return ret;
	peer_major = register_chrdev(0, PEER_NAME, &buffer_fops);
	if (peer_major < 0)
		class_unregister(&peer_class);
	return min(peer_major, 0);
}
module_init(peer_init);

static int match_any(struct device *dev, const void *data)
{
	return 1;
}

static void __exit peer_exit(void)
{
	struct device *dev;

	while ((dev = class_find_device(&peer_class, NULL, NULL, match_any))) {
		put_device(dev);
		u_dma_buf_device_remove(dev);
	}
	unregister_chrdev(peer_major, PEER_NAME);
	class_unregister(&peer_class);
}
module_exit(peer_exit);

MODULE_DESCRIPTION("Stands in for another driver of DMA buffers");
MODULE_AUTHOR("The u-dma-buf-mgr developers");
MODULE_VERSION(PEER_VERSION);
MODULE_LICENSE("Dual BSD/GPL");
