// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
/*
 * The functions for other modules, see include/u-dma-buf-funcs.h. A device they
 * return belongs to the buffer: it is good until the buffer is removed.
 */

#include <linux/dma-mapping.h>
#include <linux/export.h>

#include "u-dma-buf.h"

/**
 * u_dma_buf_device_search() - find a buffer
 * @name: its name, or NULL for any
 * @id: its minor, or negative for any
 *
 * Return: the buffer that matches every argument given, or ERR_PTR(-ENODEV)
 */
struct device *u_dma_buf_device_search(const char *name, int id)
{
	struct u_dma_buf *buf = u_dma_buf_registry_search(name, id);
	struct device *dev;

	if (!buf)
		return ERR_PTR(-ENODEV);
	dev = &buf->dev;
	put_device(dev);
	return dev;
}
EXPORT_SYMBOL(u_dma_buf_device_search);

/**
 * u_dma_buf_device_create_at() - create a buffer at an address or in a region
 * @name: as for u_dma_buf_device_create()
 * @id: likewise
 * @size: likewise
 * @option: likewise
 * @parent: likewise; NULL where @place is a region
 * @place: where the memory must lie; NULL: anywhere
 * @refusal: zeroed, or NULL; filled for -ENOMEM, except where the memory must lie at an address
 *
 * Not in ikwzm's u-dma-buf: callers that may meet that one declare it __weak.
 *
 * Return: the buffer's device, or an ERR_PTR as u_dma_buf_device_create(), and what
 * u_dma_buf_place_check() and u_dma_buf_region_take() return; -EBUSY also: what is at the
 * address cannot be moved away; -ENOMEM also: the region is full
 */
struct device *u_dma_buf_device_create_at(const char *name, int id, size_t size,
					  u64 option, struct device *parent,
					  const struct u_dma_buf_place *place,
					  struct u_dma_buf_refusal *refusal)
{
	struct u_dma_buf_spec spec;
	int ret;

	u_dma_buf_spec_init(&spec, size);
	spec.refusal = refusal;
	ret = u_dma_buf_spec_set(&spec, name, id, option);
	if (!ret && place)
		ret = u_dma_buf_spec_set_place(&spec, place);
	/* The memory of another driver's device is that driver's affair. */
	if (!ret && parent && *spec.region)
		ret = -EINVAL;
	if (ret)
		return ERR_PTR(ret);
	return u_dma_buf_make(parent, &spec);
}
EXPORT_SYMBOL(u_dma_buf_device_create_at);

/**
 * u_dma_buf_device_create() - create a buffer
 * @name: up to 63 bytes, no "/", no "!", no space; NULL: "udmabuf<minor>"
 * @id: minor, or U_DMA_BUF_ID_ANY
 * @size: bytes, not zero
 * @option: U_DMA_BUF_OPTION_*; 0 for the defaults
 * @parent: the device that does the DMA; NULL: a platform device of its own. The
 *	caller holds its device_lock(), or knows that nobody else does: the function
 *	takes it if it is free.
 *
 * Return: the buffer's device, or an ERR_PTR: -EINVAL, -EEXIST (a buffer has the
 * name, or another entry in /dev), -EBUSY (minor in use), -ENOSPC (no minor left),
 * -ENOMEM, -EIO (@parent cannot do DMA), -ENODEV (removed before this function returned).
 * With U_DMA_BUF_OPTION_TEMPORARY it comes with a reference, for u_dma_buf_device_orphan().
 */
struct device *u_dma_buf_device_create(const char *name, int id, size_t size,
				       u64 option, struct device *parent)
{
	return u_dma_buf_device_create_at(name, id, size, option, parent, NULL,
					  NULL);
}
EXPORT_SYMBOL(u_dma_buf_device_create);

/**
 * u_dma_buf_device_remove() - remove a buffer that nobody uses
 * @dev: as u_dma_buf_device_search() or u_dma_buf_device_create() returned it
 *
 * Return: 0; -ENODEV: not a buffer (any more); -EBUSY: it is open or mapped, and
 * nothing has changed
 */
int u_dma_buf_device_remove(struct device *dev)
{
	return u_dma_buf_remove_unused(dev_to_u_dma_buf(dev));
}
EXPORT_SYMBOL(u_dma_buf_device_remove);

/**
 * u_dma_buf_device_orphan() - remove a temporary buffer as soon as nobody uses it
 * @dev: as u_dma_buf_device_create() returned it for U_DMA_BUF_OPTION_TEMPORARY; its
 *	reference is dropped
 *
 * Until then nobody can open the buffer. One that others have removed is no error.
 *
 * Not in ikwzm's u-dma-buf: callers that may meet that one declare it __weak.
 */
void u_dma_buf_device_orphan(struct device *dev)
{
	u_dma_buf_orphan(dev_to_u_dma_buf(dev));
	put_device(dev);
}
EXPORT_SYMBOL(u_dma_buf_device_orphan);

/**
 * u_dma_buf_device_getmap() - where a buffer is
 * @dev: the buffer's device
 * @size: bytes, or NULL
 * @virt_addr: kernel address, or NULL
 * @phys_addr: DMA address, or NULL
 *
 * The caller sees to it that the buffer is not removed meanwhile.
 *
 * Return: 0 or -ENODEV
 */
int u_dma_buf_device_getmap(struct device *dev, size_t *size, void **virt_addr,
			    dma_addr_t *phys_addr)
{
	struct u_dma_buf *buf = u_dma_buf_registry_get_dev(dev);

	if (!buf)
		return -ENODEV;
	if (size)
		*size = buf->size;
	if (virt_addr)
		*virt_addr = buf->memory.vaddr;
	if (phys_addr)
		*phys_addr = buf->memory.dma_addr;
	put_device(&buf->dev);
	return 0;
}
EXPORT_SYMBOL(u_dma_buf_device_getmap);

/**
 * u_dma_buf_device_info() - what a buffer is
 * @dev: the buffer's device; looked up before it is believed
 * @info: filled
 *
 * Not in ikwzm's u-dma-buf: callers that may meet that one declare it __weak.
 *
 * Return: 0 or -ENODEV
 */
int u_dma_buf_device_info(struct device *dev, struct u_dma_buf_device_info *info)
{
	struct u_dma_buf *buf = u_dma_buf_registry_get_dev(dev);

	if (!buf)
		return -ENODEV;
	info->minor = buf->minor;
	info->size = buf->size;
	info->phys_addr = buf->memory.dma_addr;
	info->origin = buf->origin;
	put_device(&buf->dev);
	return 0;
}
EXPORT_SYMBOL(u_dma_buf_device_info);

static int sync_command(struct u_dma_buf *buf, int command, int direction,
			u64 offset, ssize_t size)
{
	if (command == U_DMA_BUF_SYNC_NONE)
		return 0;
	if (command != U_DMA_BUF_SYNC_FOR_CPU &&
	    command != U_DMA_BUF_SYNC_FOR_DEVICE)
		return -EINVAL;
	if (!valid_dma_direction(direction) || size < 0)
		return -EINVAL;
	return u_dma_buf_sync_range(buf,
				    command == U_DMA_BUF_SYNC_FOR_CPU ?
				    U_DMA_BUF_OWNER_CPU :
				    U_DMA_BUF_OWNER_DEVICE,
				    direction, offset, size ?: buf->sync.size);
}

/**
 * u_dma_buf_device_sync() - hand a range to the CPU or the device
 * @dev: the buffer's device
 * @command: U_DMA_BUF_SYNC_*
 * @direction: enum dma_data_direction, 0 to 2
 * @offset: bytes into the buffer
 * @size: bytes; 0: as many as the attribute sync_size says, at first all of the
 *	buffer
 *
 * Return: 0; -ENODEV; -EINVAL: not a command or direction, or a range that
 * leaves the buffer
 */
int u_dma_buf_device_sync(struct device *dev, int command, int direction,
			  u64 offset, ssize_t size)
{
	struct u_dma_buf *buf = u_dma_buf_registry_get_dev(dev);
	int ret;

	if (!buf)
		return -ENODEV;
	down_read(&buf->lock);
	ret = buf->revoked ? -ENODEV :
			     sync_command(buf, command, direction, offset,
					  size);
	up_read(&buf->lock);
	put_device(&buf->dev);
	return ret;
}
EXPORT_SYMBOL(u_dma_buf_device_sync);
