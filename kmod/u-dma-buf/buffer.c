// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
/*
 * The life of a buffer: created, shown, revoked, destroyed. The struct lives
 * until the last reference on its device goes; the memory only until the buffer
 * is destroyed, however many still hold a file or a mapping. (What another device has
 * imported stays until it is done with it: memory.c.)
 */

#define pr_fmt(fmt) "u-dma-buf " fmt

#include <linux/dma-mapping.h>
#include <linux/slab.h>
#include <linux/sysfs.h>

#include "compat.h"
#include "u-dma-buf.h"

/*
 * The file uevent is for whoever lists the buffers. In the events of a buffer that comes or
 * goes its keys would be a seventh of what it costs to create one.
 */
static int buffer_uevent(U_DMA_BUF_UEVENT_CONST struct device *dev,
			 struct kobj_uevent_env *env)
{
	struct u_dma_buf *buf = dev_to_u_dma_buf(dev);

	return READ_ONCE(buf->present) ? u_dma_buf_uevent_add(buf, env) : 0;
}

struct class u_dma_buf_class = {
	.name = U_DMA_BUF_DRIVER_NAME,
	.dev_uevent = buffer_uevent,
};

static void buffer_release(struct device *dev)
{
	struct u_dma_buf *buf = dev_to_u_dma_buf(dev);

	iput(buf->inode);
	put_device(buf->parent);
	kfree(buf);
}

static struct u_dma_buf *buffer_new(struct device *parent,
				    const struct u_dma_buf_spec *spec)
{
	struct inode *inode = u_dma_buf_mmap_inode(spec->size);
	struct u_dma_buf *buf;

	if (IS_ERR(inode))
		return ERR_CAST(inode);
	buf = kzalloc(sizeof(*buf), GFP_KERNEL);
	if (!buf) {
		iput(inode);
		return ERR_PTR(-ENOMEM);
	}
	device_initialize(&buf->dev);
	/* A node: there is nothing to suspend, and no directory "power" to fill. */
	device_set_pm_not_required(&buf->dev);
	buf->dev.class = &u_dma_buf_class;
	buf->dev.groups = u_dma_buf_groups;
	buf->dev.release = buffer_release;
	buf->parent = get_device(parent);
	buf->inode = inode;
	buf->size = spec->size;
	buf->mmap_mode = spec->mmap_mode ?: u_dma_buf_quirk_mmap_mode;
	buf->origin = spec->origin;
	buf->memory.has_address = spec->has_address;
	buf->memory.address = spec->address;
	buf->temporary = spec->temporary;
	buf->sync = spec->sync;
	buf->revoked = true;
	init_rwsem(&buf->lock);
	mutex_init(&buf->destroy_lock);
	INIT_LIST_HEAD(&buf->clients);
	INIT_LIST_HEAD(&buf->orphan);
	return buf;
}

static void buffer_log_dma(const struct u_dma_buf *buf)
{
	const struct device *dev = &buf->dev;
	struct device *parent = buf->parent;

	dev_info(dev, "dma device     = %s\n", dev_name(parent));
	dev_info(dev, "dma bus        = %s\n",
		 parent->bus ? parent->bus->name : "none");
	dev_info(dev, "dma coherent   = %d\n",
		 u_dma_buf_dev_is_coherent(parent));
	dev_info(dev, "dma mask       = 0x%016llx\n", dma_get_mask(parent));
	dev_info(dev, "iommu domain   = %s\n",
		 u_dma_buf_reach_iommu_domain(parent));
	dev_info(dev, "memory source  = %s\n",
		 u_dma_buf_memory_source_name(&buf->memory));
	dev_info(dev, "mmap mode      = %u\n", buf->mmap_mode);
	dev_info(dev, "mmap           = %s\n",
		 buf->memory.cached ? "quirk-mmap" : "dma_mmap_coherent");
}

static void buffer_log(const struct u_dma_buf *buf)
{
	const struct device *dev = &buf->dev;

	if (u_dma_buf_info_enable & U_DMA_BUF_INFO_CREATE) {
		dev_info(dev, "driver version = %s\n", U_DMA_BUF_VERSION);
		dev_info(dev, "major number   = %u\n", MAJOR(dev->devt));
		dev_info(dev, "minor number   = %u\n", MINOR(dev->devt));
		dev_info(dev, "phys address   = %pad\n", &buf->memory.dma_addr);
		dev_info(dev, "buffer size    = %zu\n", buf->memory.size);
	}
	if (u_dma_buf_info_enable & U_DMA_BUF_INFO_DMA)
		buffer_log_dma(buf);
	if (u_dma_buf_info_enable)
		pr_info("%s: driver installed.\n", dev_name(buf->parent));
}

static int buffer_alloc(struct u_dma_buf *buf, const struct u_dma_buf_spec *spec)
{
	struct u_dma_buf_refusal refusal = {};
	int ret = u_dma_buf_place_check(buf);

	if (ret)
		return ret;
	ret = u_dma_buf_memory_alloc(buf->parent, buf->size, buf->mmap_mode,
				     &buf->memory);
	if (!ret)
		return 0;
	u_dma_buf_refuse(buf, ret, &refusal);
	if (spec->refusal)
		*spec->refusal = refusal;
	return ret == -EOPNOTSUPP || ret == -ENXIO ? -EIO : ret;
}

static void buffer_set_revoked(struct u_dma_buf *buf, bool revoked)
{
	down_write(&buf->lock);
	buf->revoked = revoked;
	up_write(&buf->lock);
}

/* Takes the memory of a buffer that is revoked from its clients and its parent. */
static void buffer_end_memory(struct u_dma_buf *buf)
{
	u_dma_buf_mmap_revoke(buf);
	u_dma_buf_memory_end(buf->parent, &buf->memory);
}

/*
 * Buffers that stand below the platform device that was made for them, where udev's
 * rules find it as a parent. As many as there are in ikwzm's driver, all told.
 */
#define BUFFER_MINORS_BELOW_OWN	256

/*
 * The driver core has a directory for this class below each parent, and finds it by
 * walking all of them: with ten thousand that is most of what a buffer costs. The
 * platform devices made here are as many as their buffers, so those of high minors
 * stand below one directory, /sys/devices/virtual, and have their link "device" from
 * here.
 */
static bool buffer_is_virtual(const struct u_dma_buf *buf)
{
	return buf->bound && !buf->parent->of_node &&
	       buf->minor >= BUFFER_MINORS_BELOW_OWN;
}

static int buffer_add_links(struct u_dma_buf *buf)
{
	struct device *dev = &buf->dev;
	int ret = 0;

	if (buffer_is_virtual(buf))
		ret = sysfs_create_link(&dev->kobj, &buf->parent->kobj,
					"device");
	return ret ?: u_dma_buf_old_class_add(dev);
}

/* User space hears of the buffer when all of it is there. */
static int buffer_add_device(struct u_dma_buf *buf)
{
	struct device *dev = &buf->dev;
	int ret;

	if (!buffer_is_virtual(buf))
		dev->parent = buf->parent;
	dev_set_uevent_suppress(dev, true);
	ret = device_add(dev);
	if (ret)
		return ret;
	ret = buffer_add_links(buf);
	if (ret) {
		device_del(dev);
		return ret;
	}
	dev_set_uevent_suppress(dev, false);
	kobject_uevent(&dev->kobj, KOBJ_ADD);
	return 0;
}

static void buffer_del_device(struct u_dma_buf *buf)
{
	u_dma_buf_old_class_del(&buf->dev);
	device_del(&buf->dev);
}

static int buffer_start(struct u_dma_buf *buf, const struct u_dma_buf_spec *spec)
{
	int ret = u_dma_buf_registry_add(buf, spec);

	if (ret)
		return ret;
	ret = u_dma_buf_nodes_check(&buf->dev);
	if (!ret)
		ret = buffer_alloc(buf, spec);
	if (ret)
		goto err_registry;

	/* Who opens the buffer from now on finds its memory. */
	buffer_set_revoked(buf, false);
	ret = buffer_add_device(buf);
	if (ret)
		goto err_memory;
	buffer_log(buf);
	u_dma_buf_registry_show(buf);
	return 0;

err_memory:
	buffer_set_revoked(buf, true);
	buffer_end_memory(buf);
err_registry:
	u_dma_buf_registry_del(buf);
	return ret;
}

/**
 * u_dma_buf_create() - create a buffer
 * @parent: the device that does the DMA
 * @spec: what to create; checked
 * @bound: @parent is bound to this driver
 *
 * Return: the buffer, with the reference that u_dma_buf_destroy() drops, and one for
 * the caller; -EEXIST: the name is in use by a buffer, or by another entry in /dev;
 * -EBUSY: the minor is in use, or what is at the address; -ENOSPC: all minors are;
 * -ENOMEM; -EIO: @parent cannot do DMA; what u_dma_buf_place_check() returns
 */
struct u_dma_buf *u_dma_buf_create(struct device *parent,
				   const struct u_dma_buf_spec *spec,
				   bool bound)
{
	struct u_dma_buf *buf = buffer_new(parent, spec);
	int ret;

	if (IS_ERR(buf))
		return buf;
	buf->bound = bound;
	/*
	 * The parent may go meanwhile, and others may remove the buffer: whoever
	 * then finds it, to destroy it, waits until it is whole. The lock, and what is
	 * returned, must outlive that.
	 */
	get_device(&buf->dev);
	mutex_lock(&buf->destroy_lock);
	ret = buffer_start(buf, spec);
	buf->destroyed = ret;
	mutex_unlock(&buf->destroy_lock);
	if (!ret)
		return buf;
	put_device(&buf->dev);
	put_device(&buf->dev);
	return ERR_PTR(ret);
}

/**
 * u_dma_buf_destroy() - end a buffer, used or not
 * @buf: the caller holds a reference of its own
 *
 * Mappings are taken away (later touches get SIGBUS), files answer -ENODEV, the
 * parent's memory is taken from it. Whoever comes second waits until the first is through: a
 * parent must not go before the memory has.
 */
void u_dma_buf_destroy(struct u_dma_buf *buf)
{
	mutex_lock(&buf->destroy_lock);
	if (buf->destroyed)
		goto out_unlock;
	buf->destroyed = true;

	u_dma_buf_registry_hide(buf);
	buffer_set_revoked(buf, true);
	buffer_del_device(buf);
	buffer_end_memory(buf);
	u_dma_buf_registry_del(buf);
	if (u_dma_buf_info_enable)
		pr_info("%s: driver removed.\n", dev_name(buf->parent));
	put_device(&buf->dev);
out_unlock:
	mutex_unlock(&buf->destroy_lock);
}
