// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
/*
 * The device node: open, read, write, llseek; mmap and ioctl have files of their
 * own. One cdev serves all minors, and the registry finds the buffer, because
 * the kernel's own map of cdevs would walk a list.
 */

#include <linux/cdev.h>
#include <linux/fs.h>
#include <linux/sched/signal.h>
#include <linux/slab.h>
#include <linux/uaccess.h>
#include <linux/uio.h>

#include "compat.h"
#include "u-dma-buf.h"

/* Bytes copied before the buffer's lock is let go for a moment. */
#define CHARDEV_CHUNK	SZ_256K

/*
 * Copies in a row that move nothing, though the page was there a moment ago. One
 * may be bad luck: the page was on the move. An address that no copy can use (a
 * wrong tag on arm64, a shadow stack on x86) would have them without end.
 */
#define CHARDEV_STALLS	8

static struct cdev chardev_cdev;

static int chardev_open(struct inode *inode, struct file *file)
{
	struct u_dma_buf *buf = u_dma_buf_registry_get_minor(iminor(inode));
	struct u_dma_buf_client *client;
	int ret;

	if (!buf)
		return -ENXIO;
	client = kzalloc(sizeof(*client), GFP_KERNEL);
	ret = client ? u_dma_buf_client_begin(client, buf, true) : -ENOMEM;
	put_device(&buf->dev);
	if (ret) {
		kfree(client);
		return ret;
	}
	file->private_data = client;
	file->f_mapping = buf->inode->i_mapping;
	return 0;
}

static int chardev_release(struct inode *inode, struct file *file)
{
	struct u_dma_buf_client *client = file->private_data;

	u_dma_buf_client_end(client);
	kfree(client);
	return 0;
}

static struct u_dma_buf *chardev_buf(const struct file *file)
{
	const struct u_dma_buf_client *client = file->private_data;

	return client->buf;
}

/**
 * struct chardev_copy - one read or write
 * @buf: the buffer
 * @iter: the caller's memory
 * @offset: bytes into the buffer
 * @is_read: to the caller's memory
 * @is_sync: the caller asked for syncs
 * @access: FMODE_WRITE where the caller may write, with others
 */
struct chardev_copy {
	struct u_dma_buf *buf;
	struct iov_iter *iter;
	size_t offset;
	bool is_read;
	bool is_sync;
	fmode_t access;
};

/*
 * Copies without taking a page fault: a fault may need anything, this buffer's
 * own mapping and lock included. Returns the bytes copied.
 */
static size_t chardev_copy_nofault(const struct chardev_copy *copy, size_t size)
{
	void *vaddr = copy->buf->memory.vaddr + copy->offset;
	size_t done;

	pagefault_disable();
	if (copy->is_read)
		done = copy_to_iter(vaddr, size, copy->iter);
	else
		done = copy_from_iter(vaddr, size, copy->iter);
	pagefault_enable();
	return done;
}

static ssize_t chardev_copy_chunk(const struct chardev_copy *copy, size_t size)
{
	struct u_dma_buf *buf = copy->buf;
	bool syncs;
	ssize_t done;

	down_read(&buf->lock);
	if (buf->revoked) {
		up_read(&buf->lock);
		return -ENODEV;
	}
	syncs = copy->is_sync || (buf->sync.mode & U_DMA_BUF_SYNC_MODE_ALWAYS);
	if (syncs)
		u_dma_buf_sync_range_by(buf, copy->access, U_DMA_BUF_OWNER_CPU,
					DMA_BIDIRECTIONAL, copy->offset, size);
	done = chardev_copy_nofault(copy, size);
	if (syncs)
		u_dma_buf_sync_range_by(buf, copy->access,
					U_DMA_BUF_OWNER_DEVICE,
					DMA_BIDIRECTIONAL, copy->offset, size);
	up_read(&buf->lock);
	return done;
}

/* Returns how many bytes from the start of the caller's memory are there. */
static size_t chardev_fault_in(const struct chardev_copy *copy, size_t size)
{
	size_t left;

	/* Does not write, for it may be the buffer itself that is mapped. */
	if (copy->is_read)
		left = fault_in_iov_iter_writeable(copy->iter, size);
	else
		left = fault_in_iov_iter_readable(copy->iter, size);
	return size - left;
}

static ssize_t chardev_copy_until(struct chardev_copy *copy, size_t end)
{
	size_t start = copy->offset;
	size_t limit = CHARDEV_CHUNK;
	unsigned int stalls = 0;
	ssize_t ret = 0;
	size_t size;

	while (copy->offset < end) {
		size = min(end - copy->offset, limit);
		ret = chardev_copy_chunk(copy, size);
		if (ret < 0)
			break;
		copy->offset += ret;
		size -= ret;
		stalls = ret ? 0 : stalls + 1;
		/*
		 * Many CPUs copy some words at a time, and nothing of them where
		 * the last one faults: next, just what is there.
		 */
		limit = size ? chardev_fault_in(copy, size) : CHARDEV_CHUNK;
		if (!limit || stalls == CHARDEV_STALLS) {
			ret = -EFAULT;
			break;
		}
		if (fatal_signal_pending(current)) {
			ret = -EINTR;
			break;
		}
		cond_resched();
	}
	return copy->offset > start ? copy->offset - start : ret;
}

static ssize_t chardev_transfer(struct kiocb *iocb, struct iov_iter *iter,
				bool is_read)
{
	struct u_dma_buf *buf = chardev_buf(iocb->ki_filp);
	struct chardev_copy copy = {
		.buf = buf,
		.iter = iter,
		.is_read = is_read,
		.is_sync = iocb->ki_flags & IOCB_DSYNC,
		.access = iocb->ki_filp->f_mode,
	};
	ssize_t ret;

	if (iocb->ki_pos < 0)
		return -EINVAL;
	/* To programs, 0 bytes written is no end: they would try for ever. */
	if (iocb->ki_pos >= buf->size)
		return is_read || !iov_iter_count(iter) ? 0 : -ENOSPC;
	copy.offset = iocb->ki_pos;
	ret = chardev_copy_until(&copy, copy.offset +
				 min(iov_iter_count(iter),
				     buf->size - copy.offset));
	if (ret > 0)
		iocb->ki_pos += ret;
	return ret;
}

static ssize_t chardev_read_iter(struct kiocb *iocb, struct iov_iter *to)
{
	return chardev_transfer(iocb, to, true);
}

static ssize_t chardev_write_iter(struct kiocb *iocb, struct iov_iter *from)
{
	return chardev_transfer(iocb, from, false);
}

static loff_t chardev_llseek(struct file *file, loff_t offset, int whence)
{
	return fixed_size_llseek(file, offset, whence, chardev_buf(file)->size);
}

static int chardev_mmap(struct file *file, struct vm_area_struct *vma)
{
	return u_dma_buf_mmap_client(file->private_data, vma,
				     file->f_flags & O_SYNC);
}

static const struct file_operations chardev_fops = {
	.owner = THIS_MODULE,
	.open = chardev_open,
	.release = chardev_release,
	.read_iter = chardev_read_iter,
	.write_iter = chardev_write_iter,
	.splice_read = copy_splice_read,
	.splice_write = iter_file_splice_write,
	.llseek = chardev_llseek,
	.mmap = chardev_mmap,
	.fsync = noop_fsync, /* msync(MS_SYNC) too: memory has nothing to flush */
	.get_unmapped_area = u_dma_buf_pmd_area,
	.unlocked_ioctl = u_dma_buf_ioctl,
	.compat_ioctl = compat_ptr_ioctl,
};

int u_dma_buf_chardev_init(void)
{
	cdev_init(&chardev_cdev, &chardev_fops);
	chardev_cdev.owner = THIS_MODULE;
	return cdev_add(&chardev_cdev, u_dma_buf_registry_first(),
			U_DMA_BUF_MINORS);
}

void u_dma_buf_chardev_exit(void)
{
	cdev_del(&chardev_cdev);
}
