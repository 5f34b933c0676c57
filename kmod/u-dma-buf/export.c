// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
/*
 * Parts of a buffer as dma-bufs, for other devices to import. An exported part
 * uses the buffer as an open file does. See Documentation/driver-api/dma-buf.rst
 * of the kernel.
 */

#include <linux/dma-buf.h>
#include <linux/dma-mapping.h>
#include <linux/file.h>
#include <linux/module.h>
#include <linux/scatterlist.h>
#include <linux/slab.h>

#include "compat.h"
#include "range.h"
#include "u-dma-buf.h"

#define EXPORT_FLAGS	(O_CLOEXEC | O_SYNC | O_ACCMODE)

/**
 * struct u_dma_buf_export - an exported part
 * @client: its use of the buffer
 * @offset: bytes into the buffer
 * @size: bytes
 * @sync: mappings are as the buffer's sync_mode says
 * @lock: for @attachments
 * @attachments: the importers
 */
struct u_dma_buf_export {
	struct u_dma_buf_client client;
	size_t offset;
	size_t size;
	bool sync;
	struct mutex lock; /* attachments */
	struct list_head attachments;
};

/**
 * struct u_dma_buf_attachment - one importer
 * @node: in the part's list of them
 * @dev: the importing device
 * @sgt: the pages of the part; with @dev's DMA addresses while mapped
 * @direction: of the DMA while mapped; DMA_NONE: not mapped
 */
struct u_dma_buf_attachment {
	struct list_head node;
	struct device *dev;
	struct sg_table sgt;
	enum dma_data_direction direction;
};

static int export_attach(struct dma_buf *dmabuf, struct dma_buf_attachment *att)
{
	struct u_dma_buf_export *export = dmabuf->priv;
	struct u_dma_buf *buf = export->client.buf;
	struct u_dma_buf_attachment *attachment;
	int ret;

	attachment = kzalloc(sizeof(*attachment), GFP_KERNEL);
	if (!attachment)
		return -ENOMEM;
	attachment->dev = att->dev;
	attachment->direction = DMA_NONE;
	down_read(&buf->lock);
	ret = buf->revoked ? -ENODEV :
			     u_dma_buf_pieces(buf, export->offset, export->size,
					      att->dev, &attachment->sgt);
	up_read(&buf->lock);
	if (ret) {
		kfree(attachment);
		return ret;
	}
	att->priv = attachment;
	mutex_lock(&export->lock);
	list_add(&attachment->node, &export->attachments);
	mutex_unlock(&export->lock);
	return 0;
}

static void export_detach(struct dma_buf *dmabuf, struct dma_buf_attachment *att)
{
	struct u_dma_buf_export *export = dmabuf->priv;
	struct u_dma_buf_attachment *attachment = att->priv;

	mutex_lock(&export->lock);
	list_del(&attachment->node);
	mutex_unlock(&export->lock);
	sg_free_table(&attachment->sgt);
	kfree(attachment);
}

/*
 * To the DMA API the pages are mapped already, for the buffer's parent. That the
 * importer's mapping comes on top is right as long as it leaves the caches
 * alone, so their part is done apart from it.
 */
static int export_map_device(struct u_dma_buf_attachment *attachment,
			     enum dma_data_direction direction)
{
	int ret = dma_map_sgtable(attachment->dev, &attachment->sgt, direction,
				  DMA_ATTR_SKIP_CPU_SYNC);

	if (!ret)
		dma_sync_sgtable_for_device(attachment->dev, &attachment->sgt,
					    direction);
	return ret;
}

static void export_unmap_device(struct u_dma_buf_attachment *attachment,
				enum dma_data_direction direction)
{
	dma_sync_sgtable_for_cpu(attachment->dev, &attachment->sgt, direction);
	dma_unmap_sgtable(attachment->dev, &attachment->sgt, direction,
			  DMA_ATTR_SKIP_CPU_SYNC);
}

static struct sg_table *export_map(struct dma_buf_attachment *att,
				   enum dma_data_direction direction)
{
	struct u_dma_buf_export *export = att->dmabuf->priv;
	struct u_dma_buf_attachment *attachment = att->priv;
	struct u_dma_buf *buf = export->client.buf;
	int ret = -ENODEV;

	down_read(&buf->lock);
	mutex_lock(&export->lock);
	if (!buf->revoked)
		ret = export_map_device(attachment, direction);
	if (!ret) {
		attachment->direction = direction;
		u_dma_buf_memory_get(&buf->memory);
	}
	mutex_unlock(&export->lock);
	up_read(&buf->lock);
	return ret ? ERR_PTR(ret) : &attachment->sgt;
}

static void export_unmap(struct dma_buf_attachment *att, struct sg_table *sgt,
			 enum dma_data_direction direction)
{
	struct u_dma_buf_export *export = att->dmabuf->priv;
	struct u_dma_buf_attachment *attachment = att->priv;

	mutex_lock(&export->lock);
	attachment->direction = DMA_NONE;
	export_unmap_device(attachment, direction);
	mutex_unlock(&export->lock);
	u_dma_buf_memory_put(&export->client.buf->memory);
}

/* The DMA API wants to hear the direction that the importer mapped for. */
static void export_sync_importer(struct u_dma_buf_attachment *attachment,
				 unsigned int owner,
				 enum dma_data_direction direction)
{
	if (attachment->direction != DMA_BIDIRECTIONAL)
		direction = attachment->direction;
	if (owner == U_DMA_BUF_OWNER_CPU)
		dma_sync_sgtable_for_cpu(attachment->dev, &attachment->sgt,
					 direction);
	else
		dma_sync_sgtable_for_device(attachment->dev, &attachment->sgt,
					    direction);
}

static void export_sync_importers(struct u_dma_buf_export *export,
				  unsigned int owner,
				  enum dma_data_direction direction)
{
	struct u_dma_buf_attachment *attachment;

	mutex_lock(&export->lock);
	list_for_each_entry(attachment, &export->attachments, node)
		if (attachment->direction != DMA_NONE)
			export_sync_importer(attachment, owner, direction);
	mutex_unlock(&export->lock);
}

static int export_sync(struct dma_buf *dmabuf, unsigned int owner,
		       enum dma_data_direction direction)
{
	struct u_dma_buf_export *export = dmabuf->priv;
	struct u_dma_buf *buf = export->client.buf;
	u64 size = min(export->size, buf->size - export->offset);
	int ret = -ENODEV;

	down_read(&buf->lock);
	if (!buf->revoked)
		ret = u_dma_buf_sync_range_by(buf, dmabuf->file->f_mode, owner,
					      direction, export->offset, size);
	if (!ret)
		export_sync_importers(export, owner, direction);
	up_read(&buf->lock);
	return ret;
}

static int export_begin_cpu_access(struct dma_buf *dmabuf,
				   enum dma_data_direction direction)
{
	return export_sync(dmabuf, U_DMA_BUF_OWNER_CPU, direction);
}

static int export_end_cpu_access(struct dma_buf *dmabuf,
				 enum dma_data_direction direction)
{
	return export_sync(dmabuf, U_DMA_BUF_OWNER_DEVICE, direction);
}

/* The core has checked that the mapping is inside the part. */
static int export_mmap(struct dma_buf *dmabuf, struct vm_area_struct *vma)
{
	struct u_dma_buf_export *export = dmabuf->priv;

	vma->vm_pgoff += export->offset >> PAGE_SHIFT;
	return u_dma_buf_mmap_client(&export->client, vma, export->sync);
}

/* For drivers that copy: the kernel's own address of the part. */
static int export_vmap(struct dma_buf *dmabuf, struct iosys_map *map)
{
	struct u_dma_buf_export *export = dmabuf->priv;
	struct u_dma_buf *buf = export->client.buf;
	int ret = 0;

	down_read(&buf->lock);
	if (buf->revoked) {
		ret = -ENODEV;
	} else {
		u_dma_buf_memory_get(&buf->memory);
		iosys_map_set_vaddr(map, buf->memory.vaddr + export->offset);
	}
	up_read(&buf->lock);
	return ret;
}

static void export_vunmap(struct dma_buf *dmabuf, struct iosys_map *map)
{
	struct u_dma_buf_export *export = dmabuf->priv;

	u_dma_buf_memory_put(&export->client.buf->memory);
}

#ifdef U_DMA_BUF_VMAP_POINTER
static void *export_vmap_pointer(struct dma_buf *dmabuf)
{
	struct iosys_map map;

	return export_vmap(dmabuf, &map) ? NULL : map.vaddr;
}

static void export_vunmap_pointer(struct dma_buf *dmabuf, void *vaddr)
{
	export_vunmap(dmabuf, NULL);
}
#endif

static void export_release(struct dma_buf *dmabuf)
{
	struct u_dma_buf_export *export = dmabuf->priv;

	u_dma_buf_client_end(&export->client);
	kfree(export);
}

static const struct dma_buf_ops export_ops = {
	.attach = export_attach,
	.detach = export_detach,
	.map_dma_buf = export_map,
	.unmap_dma_buf = export_unmap,
	.begin_cpu_access = export_begin_cpu_access,
	.end_cpu_access = export_end_cpu_access,
	.mmap = export_mmap,
	U_DMA_BUF_VMAP(export_vmap),
	U_DMA_BUF_VUNMAP(export_vunmap),
	.release = export_release,
};

static int export_check(struct file *file, const struct u_dma_buf *buf, u64 flags,
			u64 offset, u64 size)
{
	int access = flags & O_ACCMODE;

	if (flags & ~(u64)EXPORT_FLAGS || access == O_ACCMODE)
		return -EINVAL;
	if (!size || !PAGE_ALIGNED(offset) || !PAGE_ALIGNED(size))
		return -EINVAL;
	if (!u_dma_buf_range_is_inside(offset, size, buf->memory.size))
		return -EINVAL;
	if (access != O_WRONLY && !(file->f_mode & FMODE_READ))
		return -EACCES;
	if (access != O_RDONLY && !(file->f_mode & FMODE_WRITE))
		return -EACCES;
	return 0;
}

static struct u_dma_buf_export *export_new(struct u_dma_buf *buf, u64 flags,
					   u64 offset, u64 size)
{
	struct u_dma_buf_export *export = kzalloc(sizeof(*export), GFP_KERNEL);
	int ret;

	if (!export)
		return ERR_PTR(-ENOMEM);
	export->offset = offset;
	export->size = size;
	export->sync = flags & O_SYNC;
	mutex_init(&export->lock);
	INIT_LIST_HEAD(&export->attachments);
	ret = u_dma_buf_client_begin(&export->client, buf, false);
	if (ret) {
		kfree(export);
		return ERR_PTR(ret);
	}
	return export;
}

/**
 * u_dma_buf_export() - make a dma-buf of a part of a buffer
 * @file: the open buffer; the dma-buf gives no access that it lacks
 * @flags: O_ACCMODE, O_CLOEXEC, O_SYNC
 * @offset: bytes into the buffer, a multiple of the page size
 * @size: bytes, a multiple of the page size, not 0
 * @addr: filled with the part's DMA address
 *
 * Return: the dma-buf or an ERR_PTR: -EINVAL: a flag that is not allowed, a part
 * that is empty, not aligned or leaves the buffer; -EACCES; -ENODEV: the buffer
 * is gone; -ENOMEM
 */
struct dma_buf *u_dma_buf_export(struct file *file, u64 flags, u64 offset,
				 u64 size, u64 *addr)
{
	struct u_dma_buf_client *client = file->private_data;
	struct u_dma_buf *buf = client->buf;
	DEFINE_DMA_BUF_EXPORT_INFO(info);
	struct u_dma_buf_export *export;
	struct dma_buf *dmabuf;
	int ret = export_check(file, buf, flags, offset, size);

	if (ret)
		return ERR_PTR(ret);
	export = export_new(buf, flags, offset, size);
	if (IS_ERR(export))
		return ERR_CAST(export);
	info.ops = &export_ops;
	info.size = size;
	info.flags = flags & O_ACCMODE;
	info.priv = export;
	dmabuf = dma_buf_export(&info);
	if (IS_ERR(dmabuf)) {
		u_dma_buf_client_end(&export->client);
		kfree(export);
		return dmabuf;
	}
	dmabuf->file->f_mapping = buf->inode->i_mapping;
	*addr = buf->memory.dma_addr + offset;
	return dmabuf;
}

/**
 * u_dma_buf_export_install() - give a dma-buf to the calling process
 * @dmabuf: the dma-buf; dropped on error
 * @fd: a descriptor reserved for it, or the error that kept it from being so
 *
 * Return: 0 or @fd
 */
int u_dma_buf_export_install(struct dma_buf *dmabuf, int fd)
{
	if (fd < 0) {
		dma_buf_put(dmabuf);
		return fd;
	}
	fd_install(fd, dmabuf->file);
	return 0;
}

MODULE_IMPORT_NS(U_DMA_BUF_DMA_BUF_NS);
