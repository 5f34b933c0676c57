// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
/*
 * The ioctls of a buffer, see include/uapi/u-dma-buf-ioctl.h.
 */

#include <linux/bitfield.h>
#include <linux/compat.h>
#include <linux/dma-mapping.h>
#include <linux/file.h>
#include <linux/fs.h>
#include <linux/uaccess.h>

#include "../include/uapi/u-dma-buf-ioctl.h"
#include "compat.h"
#include "range.h"
#include "u-dma-buf.h"

/*
 * Programs for i386 that declare the fields as plain 64-bit integers, which are
 * aligned to 4 bytes there, have a struct without the padding at its end.
 */
#define EXPORT_ARGS_SIZE	offsetofend(struct u_dma_buf_ioctl_export_args, fd)
#define IOCTL_EXPORT_UNPADDED						\
	_IOC(_IOC_READ | _IOC_WRITE, U_DMA_BUF_IOCTL_MAGIC, 10,		\
	     EXPORT_ARGS_SIZE)

static int put_result(void __user *to, const void *result, size_t size)
{
	return copy_to_user(to, result, size) ? -EFAULT : 0;
}

static int ioctl_get_drv_info(void __user *arg)
{
	struct u_dma_buf_ioctl_drv_info info = {
		.flags = U_DMA_BUF_IOCTL_VERSION |
			 U_DMA_BUF_DRV_INFO_IN_KERNEL_FUNCTIONS |
			 U_DMA_BUF_DRV_INFO_QUIRK_MMAP |
			 U_DMA_BUF_DRV_INFO_QUIRK_MMAP_PAGE,
	};

	if (IS_ENABLED(CONFIG_OF))
		info.flags |= U_DMA_BUF_DRV_INFO_OF_DMA_CONFIG;
	if (IS_ENABLED(CONFIG_OF_RESERVED_MEM))
		info.flags |= U_DMA_BUF_DRV_INFO_OF_RESERVED_MEM;
	strscpy(info.version, U_DMA_BUF_VERSION, sizeof(info.version));
	return put_result(arg, &info, sizeof(info));
}

static int ioctl_get_number(u64 number, void __user *arg)
{
	return put_result(arg, &number, sizeof(number));
}

static int ioctl_get_sync_owner(struct u_dma_buf *buf, void __user *arg)
{
	u32 owner = READ_ONCE(buf->sync.owner);

	return put_result(arg, &owner, sizeof(owner));
}

static int ioctl_set_sync_for(const struct file *file, struct u_dma_buf *buf,
			      unsigned int owner, u64 __user *arg)
{
	u64 value;

	if (get_user(value, arg))
		return -EFAULT;
	return u_dma_buf_sync_packed(buf, file->f_mode, owner, value);
}

static int ioctl_get_dev_info(struct u_dma_buf *buf, void __user *arg)
{
	struct u_dma_buf_ioctl_dev_info info = {
		.flags = fls64(dma_get_mask(buf->parent)) |
			 FIELD_PREP(U_DMA_BUF_DEV_INFO_MMAP_MODE,
				    buf->mmap_mode),
		.size = buf->size,
		.addr = buf->memory.dma_addr,
	};

	if (u_dma_buf_dev_is_coherent(buf->parent))
		info.flags |= U_DMA_BUF_DEV_INFO_DMA_COHERENT;
	return put_result(arg, &info, sizeof(info));
}

static int ioctl_get_sync(struct u_dma_buf *buf, void __user *arg)
{
	struct u_dma_buf_ioctl_sync_args args;

	down_read(&buf->lock);
	args.flags = FIELD_PREP(U_DMA_BUF_SYNC_DIRECTION, buf->sync.direction) |
		     FIELD_PREP(U_DMA_BUF_SYNC_MODE, buf->sync.mode) |
		     FIELD_PREP(U_DMA_BUF_SYNC_OWNER, buf->sync.owner);
	args.size = buf->sync.size;
	args.offset = buf->sync.offset;
	up_read(&buf->lock);
	return put_result(arg, &args, sizeof(args));
}

/* The stored arguments as they would be with @args; nothing changes on error. */
static int sync_with(const struct u_dma_buf *buf,
		     const struct u_dma_buf_ioctl_sync_args *args,
		     struct u_dma_buf_sync *sync)
{
	u64 mode = FIELD_GET(U_DMA_BUF_SYNC_MODE, args->flags);

	*sync = buf->sync;
	sync->direction = FIELD_GET(U_DMA_BUF_SYNC_DIRECTION, args->flags);
	sync->offset = args->offset;
	if (mode)
		sync->mode = mode;
	if (args->size)
		sync->size = args->size;
	if (sync->direction > DMA_FROM_DEVICE ||
	    sync->mode > U_DMA_BUF_SYNC_MODE_MAX ||
	    sync->offset > buf->size || sync->size > buf->size)
		return -EINVAL;
	return 0;
}

/* A command needs a range that it can run on; without one, any may be stored. */
static int sync_store(struct u_dma_buf *buf, u64 command,
		      const struct u_dma_buf_ioctl_sync_args *args)
{
	struct u_dma_buf_sync sync;
	int ret;

	if (buf->revoked)
		return -ENODEV;
	ret = sync_with(buf, args, &sync);
	if (ret)
		return ret;
	if (command != U_DMA_BUF_SYNC_COMMAND_NONE &&
	    !u_dma_buf_range_is_inside(sync.offset, sync.size, buf->size))
		return -EINVAL;
	buf->sync = sync;
	return 0;
}

static int sync_run_stored(struct u_dma_buf *buf, u64 command)
{
	return u_dma_buf_sync_range(buf,
				    command == U_DMA_BUF_SYNC_COMMAND_FOR_CPU ?
				    U_DMA_BUF_OWNER_CPU :
				    U_DMA_BUF_OWNER_DEVICE,
				    buf->sync.direction, buf->sync.offset,
				    buf->sync.size);
}

static int ioctl_set_sync(const struct file *file, struct u_dma_buf *buf,
			  void __user *arg)
{
	struct u_dma_buf_ioctl_sync_args args;
	u64 command;
	int ret;

	/* What it stores is for all who sync, those who write among them. */
	if (!(file->f_mode & FMODE_WRITE))
		return -EACCES;
	if (copy_from_user(&args, arg, sizeof(args)))
		return -EFAULT;
	/* The owner is for what GET_SYNC gave: it may come back unchanged. */
	if (args.flags & ~(u64)(U_DMA_BUF_SYNC_COMMAND |
				U_DMA_BUF_SYNC_DIRECTION |
				U_DMA_BUF_SYNC_MODE | U_DMA_BUF_SYNC_OWNER))
		return -EINVAL;
	command = FIELD_GET(U_DMA_BUF_SYNC_COMMAND, args.flags);
	if (command != U_DMA_BUF_SYNC_COMMAND_NONE &&
	    command != U_DMA_BUF_SYNC_COMMAND_FOR_CPU &&
	    command != U_DMA_BUF_SYNC_COMMAND_FOR_DEVICE)
		return -EINVAL;
	down_write(&buf->lock);
	ret = sync_store(buf, command, &args);
	/* To flush caches takes time: others may sync meanwhile, but not store. */
	downgrade_write(&buf->lock);
	if (!ret && command != U_DMA_BUF_SYNC_COMMAND_NONE)
		ret = sync_run_stored(buf, command);
	up_read(&buf->lock);
	return ret;
}

static int ioctl_export(struct file *file, void __user *arg)
{
	struct u_dma_buf_ioctl_export_args args;
	struct dma_buf *dmabuf;
	int fd;

	if (copy_from_user(&args, arg, EXPORT_ARGS_SIZE))
		return -EFAULT;
	dmabuf = u_dma_buf_export(file, args.flags, args.offset, args.size,
				  &args.addr);
	if (IS_ERR(dmabuf))
		return PTR_ERR(dmabuf);
	fd = get_unused_fd_flags(args.flags & O_CLOEXEC);
	args.fd = fd;
	if (fd >= 0 && put_result(arg, &args, EXPORT_ARGS_SIZE)) {
		put_unused_fd(fd);
		fd = -EFAULT;
	}
	return u_dma_buf_export_install(dmabuf, fd);
}

/**
 * u_dma_buf_ioctl() - the file operation
 * @file: an open buffer
 * @cmd: U_DMA_BUF_IOCTL_*
 * @arg: pointer to the argument
 *
 * Return: 0; -ENOTTY: not one of them; -EINVAL; -EFAULT; -EACCES: not on a file
 * that was opened to read; -ENODEV: the buffer is gone
 */
long u_dma_buf_ioctl(struct file *file, unsigned int cmd, unsigned long arg)
{
	struct u_dma_buf_client *client = file->private_data;
	struct u_dma_buf *buf = client->buf;
	void __user *uarg = (void __user *)arg;

	if (READ_ONCE(buf->revoked))
		return -ENODEV;
	switch (cmd) {
	case U_DMA_BUF_IOCTL_GET_DRV_INFO:
		return ioctl_get_drv_info(uarg);
	case U_DMA_BUF_IOCTL_GET_SIZE:
		return ioctl_get_number(buf->size, uarg);
	case U_DMA_BUF_IOCTL_GET_DMA_ADDR:
		return ioctl_get_number(buf->memory.dma_addr, uarg);
	case U_DMA_BUF_IOCTL_GET_SYNC_OWNER:
		return ioctl_get_sync_owner(buf, uarg);
	case U_DMA_BUF_IOCTL_SET_SYNC_FOR_CPU:
		return ioctl_set_sync_for(file, buf, U_DMA_BUF_OWNER_CPU, uarg);
	case U_DMA_BUF_IOCTL_SET_SYNC_FOR_DEVICE:
		return ioctl_set_sync_for(file, buf, U_DMA_BUF_OWNER_DEVICE,
					  uarg);
	case U_DMA_BUF_IOCTL_GET_DEV_INFO:
		return ioctl_get_dev_info(buf, uarg);
	case U_DMA_BUF_IOCTL_GET_SYNC:
		return ioctl_get_sync(buf, uarg);
	case U_DMA_BUF_IOCTL_SET_SYNC:
		return ioctl_set_sync(file, buf, uarg);
	case U_DMA_BUF_IOCTL_EXPORT:
	case IOCTL_EXPORT_UNPADDED:
		return ioctl_export(file, uarg);
	default:
		return -ENOTTY;
	}
}
