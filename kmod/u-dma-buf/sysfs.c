// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
/*
 * The attributes of a buffer below /sys/class/u-dma-buf/<name>/. One value a
 * file, see Documentation/filesystems/sysfs.rst of the kernel. The file uevent there
 * has most of them once more.
 */

#include <linux/dma-mapping.h>
#include <linux/gfp.h>
#include <linux/kobject.h>
#include <linux/kstrtox.h>
#include <linux/sysfs.h>

#include "compat.h"
#include "u-dma-buf.h"

static ssize_t driver_version_show(struct device *dev,
				   struct device_attribute *attr, char *page)
{
	return sysfs_emit(page, "%s\n", U_DMA_BUF_VERSION);
}
static DEVICE_ATTR_RO(driver_version);

static ssize_t ioctl_version_show(struct device *dev,
				  struct device_attribute *attr, char *page)
{
	return sysfs_emit(page, "%d\n", U_DMA_BUF_IOCTL_VERSION);
}
static DEVICE_ATTR_RO(ioctl_version);

static ssize_t phys_addr_show(struct device *dev,
			      struct device_attribute *attr, char *page)
{
	return sysfs_emit(page, "%pad\n",
			  &dev_to_u_dma_buf(dev)->memory.dma_addr);
}
static DEVICE_ATTR_RO(phys_addr);

static ssize_t size_show(struct device *dev, struct device_attribute *attr,
			 char *page)
{
	return sysfs_emit(page, "%zu\n", dev_to_u_dma_buf(dev)->size);
}
static DEVICE_ATTR_RO(size);

static ssize_t dma_coherent_show(struct device *dev,
				 struct device_attribute *attr, char *page)
{
	struct u_dma_buf *buf = dev_to_u_dma_buf(dev);

	return sysfs_emit(page, "%d\n", u_dma_buf_dev_is_coherent(buf->parent));
}
static DEVICE_ATTR_RO(dma_coherent);

static ssize_t quirk_mmap_mode_show(struct device *dev,
				    struct device_attribute *attr, char *page)
{
	return sysfs_emit(page, "%u\n", dev_to_u_dma_buf(dev)->mmap_mode);
}
static DEVICE_ATTR_RO(quirk_mmap_mode);

static ssize_t dma_mask_show(struct device *dev, struct device_attribute *attr,
			     char *page)
{
	return sysfs_emit(page, "%d\n",
			  fls64(dma_get_mask(dev_to_u_dma_buf(dev)->parent)));
}
static DEVICE_ATTR_RO(dma_mask);

static ssize_t origin_show(struct device *dev, struct device_attribute *attr,
			   char *page)
{
	enum u_dma_buf_origin origin = dev_to_u_dma_buf(dev)->origin;

	return sysfs_emit(page, "%s\n", u_dma_buf_origin_name(origin));
}
static DEVICE_ATTR_RO(origin);

static ssize_t memory_source_show(struct device *dev,
				  struct device_attribute *attr, char *page)
{
	struct u_dma_buf *buf = dev_to_u_dma_buf(dev);

	return sysfs_emit(page, "%s\n",
			  u_dma_buf_memory_source_name(&buf->memory));
}
static DEVICE_ATTR_RO(memory_source);

static ssize_t temporary_show(struct device *dev, struct device_attribute *attr,
			      char *page)
{
	return sysfs_emit(page, "%d\n", dev_to_u_dma_buf(dev)->temporary);
}
static DEVICE_ATTR_RO(temporary);

static ssize_t sync_owner_show(struct device *dev,
			       struct device_attribute *attr, char *page)
{
	struct u_dma_buf *buf = dev_to_u_dma_buf(dev);

	return sysfs_emit(page, "%u\n", READ_ONCE(buf->sync.owner));
}
static DEVICE_ATTR_RO(sync_owner);

/* Parses a number no greater than max, in any base that kstrtoull() knows. */
static int sysfs_number(const char *page, u64 max, u64 *value)
{
	int ret = kstrtoull(page, 0, value);

	if (ret)
		return ret;
	return *value > max ? -EINVAL : 0;
}

static ssize_t sync_mode_show(struct device *dev, struct device_attribute *attr,
			      char *page)
{
	struct u_dma_buf *buf = dev_to_u_dma_buf(dev);

	return sysfs_emit(page, "%llu\n", READ_ONCE(buf->sync.mode));
}

static ssize_t sync_direction_show(struct device *dev,
				   struct device_attribute *attr, char *page)
{
	struct u_dma_buf *buf = dev_to_u_dma_buf(dev);

	return sysfs_emit(page, "%llu\n", READ_ONCE(buf->sync.direction));
}

static ssize_t sync_offset_show(struct device *dev,
				struct device_attribute *attr, char *page)
{
	struct u_dma_buf *buf = dev_to_u_dma_buf(dev);

	return sysfs_emit(page, "0x%llx\n", READ_ONCE(buf->sync.offset));
}

static ssize_t sync_size_show(struct device *dev, struct device_attribute *attr,
			      char *page)
{
	struct u_dma_buf *buf = dev_to_u_dma_buf(dev);

	return sysfs_emit(page, "%llu\n", READ_ONCE(buf->sync.size));
}

/* Changes a stored argument of a sync, if the value is allowed. */
static ssize_t sync_store(struct u_dma_buf *buf, u64 *argument, u64 max,
			  const char *page, size_t count)
{
	u64 value;
	int ret = sysfs_number(page, max, &value);

	if (ret)
		return ret;
	down_write(&buf->lock);
	*argument = value;
	up_write(&buf->lock);
	return count;
}

static ssize_t sync_mode_store(struct device *dev,
			       struct device_attribute *attr, const char *page,
			       size_t count)
{
	struct u_dma_buf *buf = dev_to_u_dma_buf(dev);

	return sync_store(buf, &buf->sync.mode, U_DMA_BUF_SYNC_MODE_MAX, page,
			  count);
}

static ssize_t sync_direction_store(struct device *dev,
				    struct device_attribute *attr,
				    const char *page, size_t count)
{
	struct u_dma_buf *buf = dev_to_u_dma_buf(dev);

	return sync_store(buf, &buf->sync.direction, DMA_FROM_DEVICE, page,
			  count);
}

static ssize_t sync_offset_store(struct device *dev,
				 struct device_attribute *attr,
				 const char *page, size_t count)
{
	struct u_dma_buf *buf = dev_to_u_dma_buf(dev);

	return sync_store(buf, &buf->sync.offset, buf->size, page, count);
}

static ssize_t sync_size_store(struct device *dev,
			       struct device_attribute *attr, const char *page,
			       size_t count)
{
	struct u_dma_buf *buf = dev_to_u_dma_buf(dev);

	return sync_store(buf, &buf->sync.size, buf->size, page, count);
}

/* A sync is over when its write() returns, so nothing is ever pending. */
static ssize_t sync_pending_show(struct device *dev,
				 struct device_attribute *attr, char *page)
{
	return sysfs_emit(page, "0\n");
}

static ssize_t sync_now(struct device *dev, unsigned int owner,
			const char *page, size_t count)
{
	u64 value;
	int ret = sysfs_number(page, U64_MAX, &value);

	if (!ret)
		ret = u_dma_buf_sync_packed(dev_to_u_dma_buf(dev), FMODE_WRITE,
					    owner, value);
	return ret ?: count;
}

static ssize_t sync_for_cpu_store(struct device *dev,
				  struct device_attribute *attr,
				  const char *page, size_t count)
{
	return sync_now(dev, U_DMA_BUF_OWNER_CPU, page, count);
}

static ssize_t sync_for_device_store(struct device *dev,
				     struct device_attribute *attr,
				     const char *page, size_t count)
{
	return sync_now(dev, U_DMA_BUF_OWNER_DEVICE, page, count);
}

/* Writable by the group of the node too, which DEVICE_ATTR_RW() is not. */
static struct device_attribute dev_attr_sync_mode =
	__ATTR(sync_mode, 0664, sync_mode_show, sync_mode_store);
static struct device_attribute dev_attr_sync_direction =
	__ATTR(sync_direction, 0664, sync_direction_show, sync_direction_store);
static struct device_attribute dev_attr_sync_offset =
	__ATTR(sync_offset, 0664, sync_offset_show, sync_offset_store);
static struct device_attribute dev_attr_sync_size =
	__ATTR(sync_size, 0664, sync_size_show, sync_size_store);
static struct device_attribute dev_attr_sync_for_cpu =
	__ATTR(sync_for_cpu, 0664, sync_pending_show, sync_for_cpu_store);
static struct device_attribute dev_attr_sync_for_device =
	__ATTR(sync_for_device, 0664, sync_pending_show, sync_for_device_store);

static struct attribute *u_dma_buf_attrs[] = {
	&dev_attr_driver_version.attr,
	&dev_attr_ioctl_version.attr,
	&dev_attr_phys_addr.attr,
	&dev_attr_size.attr,
	&dev_attr_dma_coherent.attr,
	&dev_attr_dma_mask.attr,
	&dev_attr_quirk_mmap_mode.attr,
	&dev_attr_origin.attr,
	&dev_attr_memory_source.attr,
	&dev_attr_temporary.attr,
	&dev_attr_sync_owner.attr,
	&dev_attr_sync_mode.attr,
	&dev_attr_sync_direction.attr,
	&dev_attr_sync_offset.attr,
	&dev_attr_sync_size.attr,
	&dev_attr_sync_for_cpu.attr,
	&dev_attr_sync_for_device.attr,
	NULL,
};

static const struct attribute_group u_dma_buf_group = {
	.attrs = u_dma_buf_attrs,
};

const struct attribute_group *u_dma_buf_groups[] = {
	&u_dma_buf_group,
	NULL,
};

/* The attributes that whoever lists the buffers asks of each, as keys of its uevent. */
static const struct {
	const char *key;
	struct device_attribute *attr;
} uevent_keys[] = {
	{ "DRIVER_VERSION", &dev_attr_driver_version },
	{ "PHYS_ADDR", &dev_attr_phys_addr },
	{ "SIZE", &dev_attr_size },
	{ "DMA_COHERENT", &dev_attr_dma_coherent },
	{ "DMA_MASK", &dev_attr_dma_mask },
	{ "QUIRK_MMAP_MODE", &dev_attr_quirk_mmap_mode },
	{ "ORIGIN", &dev_attr_origin },
	{ "MEMORY_SOURCE", &dev_attr_memory_source },
	{ "TEMPORARY", &dev_attr_temporary },
	{ "SYNC_MODE", &dev_attr_sync_mode },
};

/* @page is what a show function needs to write to. It ends its value with a newline. */
static int uevent_add_attributes(struct device *dev,
				 struct kobj_uevent_env *env, char *page)
{
	struct device_attribute *attr;
	unsigned int i;
	int len, ret;

	for (i = 0; i < ARRAY_SIZE(uevent_keys); i++) {
		attr = uevent_keys[i].attr;
		len = attr->show(dev, attr, page) - 1;
		ret = add_uevent_var(env, "U_DMA_BUF_%s=%.*s",
				     uevent_keys[i].key, len, page);
		if (ret)
			return ret;
	}
	return 0;
}

/**
 * u_dma_buf_uevent_add() - say what a buffer is in a uevent
 * @buf: whole
 * @env: what the uevent says
 *
 * Return: 0 or -ENOMEM
 */
int u_dma_buf_uevent_add(struct u_dma_buf *buf, struct kobj_uevent_env *env)
{
	char *page = (char *)__get_free_page(GFP_KERNEL);
	int ret;

	if (!page)
		return -ENOMEM;
	ret = uevent_add_attributes(&buf->dev, env, page);
	free_page((unsigned long)page);
	/* What the links "device" and "device/subsystem" lead to. */
	return ret ?:
	       add_uevent_var(env, "U_DMA_BUF_PARENT=%s", dev_name(buf->parent)) ?:
	       add_uevent_var(env, "U_DMA_BUF_BUS=%s", dev_bus_name(buf->parent));
}
