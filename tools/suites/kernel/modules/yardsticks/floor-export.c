// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
/*
 * The floor of an import: /dev/floor-export makes dma-bufs by the ioctl of a buffer.
 * An importer gets a list of pieces as large as it can take, mapped by the DMA API.
 */

#include <linux/dma-buf.h>
#include <linux/dma-mapping.h>
#include <linux/fs.h>
#include <linux/scatterlist.h>
#include <linux/slab.h>
#include <linux/uaccess.h>
#include <uapi/u-dma-buf-ioctl.h>

#include "yardsticks.h"

static int export_attach(struct dma_buf *dmabuf, struct dma_buf_attachment *att)
{
	size_t max = min_t(size_t, dma_get_max_seg_size(att->dev),
			   YARDSTICK_PAGES);
	size_t left = dmabuf->size, index = 0;
	struct scatterlist *sg;
	struct sg_table *sgt;
	unsigned int i;
	int ret;

	sgt = kzalloc(sizeof(*sgt), GFP_KERNEL);
	if (!sgt)
		return -ENOMEM;
	max = ALIGN_DOWN(max, PAGE_SIZE);
	ret = sg_alloc_table(sgt, DIV_ROUND_UP(left, max), GFP_KERNEL);
	if (ret) {
		kfree(sgt);
		return ret;
	}
	for_each_sgtable_sg(sgt, sg, i) {
		sg_set_page(sg, yardstick_page(index), min(left, max), 0);
		left -= sg->length;
		index += sg->length >> PAGE_SHIFT;
	}
	att->priv = sgt;
	return 0;
}

static void export_detach(struct dma_buf *dmabuf, struct dma_buf_attachment *att)
{
	sg_free_table(att->priv);
	kfree(att->priv);
}

static struct sg_table *export_map(struct dma_buf_attachment *att,
				   enum dma_data_direction direction)
{
	int ret = dma_map_sgtable(att->dev, att->priv, direction, 0);

	return ret ? ERR_PTR(ret) : att->priv;
}

static void export_unmap(struct dma_buf_attachment *att, struct sg_table *sgt,
			 enum dma_data_direction direction)
{
	dma_unmap_sgtable(att->dev, sgt, direction, 0);
}

static void export_release(struct dma_buf *dmabuf)
{
}

static const struct dma_buf_ops export_ops = {
	.attach = export_attach,
	.detach = export_detach,
	.map_dma_buf = export_map,
	.unmap_dma_buf = export_unmap,
	.release = export_release,
};

static int export_make(size_t size)
{
	DEFINE_DMA_BUF_EXPORT_INFO(info);
	struct dma_buf *dmabuf;
	int fd;

	info.ops = &export_ops;
	info.size = size;
	info.flags = O_RDWR;
	/* The core wants one. */
	info.priv = yardstick_page(0);
	dmabuf = dma_buf_export(&info);
	if (IS_ERR(dmabuf))
		return PTR_ERR(dmabuf);
	fd = dma_buf_fd(dmabuf, O_CLOEXEC);
	if (fd < 0)
		dma_buf_put(dmabuf);
	return fd;
}

static long export_ioctl(struct file *file, unsigned int cmd, unsigned long arg)
{
	struct u_dma_buf_ioctl_export_args __user *user = (void __user *)arg;
	struct u_dma_buf_ioctl_export_args args;

	if (cmd != U_DMA_BUF_IOCTL_EXPORT)
		return -ENOTTY;
	if (copy_from_user(&args, user, sizeof(args)))
		return -EFAULT;
	args.fd = export_make(args.size);
	if (args.fd < 0)
		return args.fd;
	return put_user(args.fd, &user->fd);
}

static const struct file_operations export_fops = {
	.owner = THIS_MODULE,
	.unlocked_ioctl = export_ioctl,
};

static struct miscdevice floor_export = {
	.minor = MISC_DYNAMIC_MINOR,
	.name = "floor-export",
	.fops = &export_fops,
};

int floor_export_init(void)
{
	return misc_register(&floor_export);
}

void floor_export_exit(void)
{
	misc_deregister(&floor_export);
}
