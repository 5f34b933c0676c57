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

#include "compat.h"
#include "u-dma-buf.h"

/* Bytes copied before the buffer's lock is let go for a moment. */
#define CHARDEV_CHUNK	SZ_256K

static dev_t chardev_first;
static struct cdev chardev_cdev;

static int chardev_open(struct inode *inode, struct file *file)
{
	struct u_dma_buf *buf = u_dma_buf_registry_get_minor(iminor(inode));
	struct u_dma_buf_user *user;
	int ret;

	if (!buf)
		return -ENXIO;
	user = kzalloc(sizeof(*user), GFP_KERNEL);
	ret = user ? u_dma_buf_user_begin(user, buf) : -ENOMEM;
	put_device(&buf->dev);
	if (ret) {
		kfree(user);
		return ret;
	}
	file->private_data = user;
	file->f_mapping = buf->inode->i_mapping;
	return 0;
}

static int chardev_release(struct inode *inode, struct file *file)
{
	struct u_dma_buf_user *user = file->private_data;

	u_dma_buf_user_end(user);
	kfree(user);
	return 0;
}

static struct u_dma_buf *chardev_buf(const struct file *file)
{
	const struct u_dma_buf_user *user = file->private_data;

	return user->buf;
}

static bool chardev_syncs(const struct file *file, const struct u_dma_buf *buf)
{
	return (file->f_flags & O_SYNC) ||
	       (buf->sync.mode & U_DMA_BUF_SYNC_MODE_ALWAYS);
}

/**
 * struct chardev_copy - one read() or write()
 * @file: the open buffer
 * @user: the caller's memory
 * @offset: bytes into the buffer
 * @size: bytes, inside the buffer
 * @to_user: read()
 */
struct chardev_copy {
	struct file *file;
	char __user *user;
	size_t offset;
	size_t size;
	bool to_user;
};

/*
 * Copies without taking a page fault: a fault may need anything, this buffer's
 * own mapping and lock included. Returns the bytes not copied.
 */
static size_t chardev_copy_nofault(const struct chardev_copy *copy, void *vaddr)
{
	size_t left;

	pagefault_disable();
	if (copy->to_user)
		left = __copy_to_user_inatomic(copy->user, vaddr, copy->size);
	else
		left = __copy_from_user_inatomic(vaddr, copy->user, copy->size);
	pagefault_enable();
	return left;
}

static ssize_t chardev_copy_chunk(const struct chardev_copy *copy)
{
	struct u_dma_buf *buf = chardev_buf(copy->file);
	bool syncs;
	ssize_t done;

	down_read(&buf->lock);
	if (buf->revoked) {
		up_read(&buf->lock);
		return -ENODEV;
	}
	syncs = chardev_syncs(copy->file, buf);
	if (syncs)
		u_dma_buf_sync_range(buf, U_DMA_BUF_OWNER_CPU,
				     DMA_BIDIRECTIONAL, copy->offset,
				     copy->size);
	done = copy->size -
	       chardev_copy_nofault(copy, buf->memory.vaddr + copy->offset);
	if (syncs)
		u_dma_buf_sync_range(buf, U_DMA_BUF_OWNER_DEVICE,
				     DMA_BIDIRECTIONAL, copy->offset,
				     copy->size);
	up_read(&buf->lock);
	return done;
}

/* Returns how many bytes from the start of the user's memory are there. */
static size_t chardev_fault_in(const struct chardev_copy *copy)
{
	size_t left;

	/* Safe: does not write, for it may be the buffer itself that is mapped. */
	if (copy->to_user)
		left = fault_in_safe_writeable(copy->user, copy->size);
	else
		left = fault_in_readable(copy->user, copy->size);
	return copy->size - left;
}

static ssize_t chardev_copy_all(struct chardev_copy *copy)
{
	size_t end = copy->offset + copy->size;
	size_t start = copy->offset;
	size_t limit = CHARDEV_CHUNK;
	ssize_t ret = 0;

	while (copy->offset < end) {
		copy->size = min(end - copy->offset, limit);
		ret = chardev_copy_chunk(copy);
		if (ret < 0)
			break;
		copy->offset += ret;
		copy->user += ret;
		copy->size -= ret;
		/*
		 * Many CPUs copy some words at a time, and nothing of them where
		 * the last one faults: next, just what is there.
		 */
		limit = copy->size ? chardev_fault_in(copy) : CHARDEV_CHUNK;
		if (!limit) {
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

static ssize_t chardev_transfer(struct file *file, char __user *user,
				size_t count, loff_t *ppos, bool to_user)
{
	struct u_dma_buf *buf = chardev_buf(file);
	struct chardev_copy copy = {
		.file = file,
		.user = user,
		.to_user = to_user,
	};
	ssize_t ret;

	if (*ppos < 0)
		return -EINVAL;
	if (*ppos >= buf->size)
		return 0;
	copy.offset = *ppos;
	copy.size = min(count, buf->size - copy.offset);
	ret = chardev_copy_all(&copy);
	if (ret > 0)
		*ppos += ret;
	return ret;
}

static ssize_t chardev_read(struct file *file, char __user *user, size_t count,
			    loff_t *ppos)
{
	return chardev_transfer(file, user, count, ppos, true);
}

static ssize_t chardev_write(struct file *file, const char __user *user,
			     size_t count, loff_t *ppos)
{
	return chardev_transfer(file, (char __user *)user, count, ppos, false);
}

static loff_t chardev_llseek(struct file *file, loff_t offset, int whence)
{
	return fixed_size_llseek(file, offset, whence, chardev_buf(file)->size);
}

static int chardev_mmap(struct file *file, struct vm_area_struct *vma)
{
	return u_dma_buf_mmap_user(file->private_data, vma,
				   file->f_flags & O_SYNC);
}

static const struct file_operations chardev_fops = {
	.owner = THIS_MODULE,
	.open = chardev_open,
	.release = chardev_release,
	.read = chardev_read,
	.write = chardev_write,
	.llseek = chardev_llseek,
	.mmap = chardev_mmap,
	.get_unmapped_area = u_dma_buf_blocks_area,
	.unlocked_ioctl = u_dma_buf_ioctl,
	.compat_ioctl = compat_ptr_ioctl,
};

/**
 * u_dma_buf_chardev_devt() - the device number of a buffer
 * @minor: below U_DMA_BUF_MINORS
 */
dev_t u_dma_buf_chardev_devt(unsigned int minor)
{
	return MKDEV(MAJOR(chardev_first), minor);
}

int u_dma_buf_chardev_init(void)
{
	int ret = alloc_chrdev_region(&chardev_first, 0, U_DMA_BUF_MINORS,
				      U_DMA_BUF_DRIVER_NAME);

	if (ret)
		return ret;
	cdev_init(&chardev_cdev, &chardev_fops);
	chardev_cdev.owner = THIS_MODULE;
	ret = cdev_add(&chardev_cdev, chardev_first, U_DMA_BUF_MINORS);
	if (ret)
		unregister_chrdev_region(chardev_first, U_DMA_BUF_MINORS);
	return ret;
}

void u_dma_buf_chardev_exit(void)
{
	cdev_del(&chardev_cdev);
	unregister_chrdev_region(chardev_first, U_DMA_BUF_MINORS);
}
