// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
/*
 * The control device: cuts what is written into commands and runs them. What it
 * has of an unfinished command, and the answers, it keeps with the open file.
 */

#define pr_fmt(fmt) "u-dma-buf-mgr: " fmt

#include <linux/fs.h>
#include <linux/miscdevice.h>
#include <linux/module.h>
#include <linux/mutex.h>
#include <linux/sched/signal.h>
#include <linux/slab.h>
#include <linux/uaccess.h>

#include "stream.h"
#include "u-dma-buf-mgr.h"

/*
 * Of the minors 240 to 254, which Documentation/admin-guide/devices.txt leaves to
 * local use, one that no driver of the kernel takes. It is fixed so that the node
 * can be there before the module: who opens that node has the module loaded.
 */
#define MGR_MINOR	247

/* Bytes of an unfinished command that the log shows. */
#define MGR_SHOWN_MAX	80

/**
 * struct mgr_file - one open control device
 * @lock: one write at a time
 * @stream: the command so far
 * @chunk: what was copied from the caller last
 * @answers: to the commands; NULL: the file is not open for reading
 * @held: the temporary buffers that it made; the commands' lock is its lock
 * @has_held: it has made some
 */
struct mgr_file {
	struct mutex lock; /* one write */
	struct command_stream stream;
	char chunk[COMMAND_MAX];
	struct mgr_answers *answers;
	struct list_head held;
	bool has_held;
};

/**
 * struct mgr_write - one write()
 * @user: the caller's bytes
 * @count: how many
 * @pos: how many have been taken
 * @done: how many had been taken when a command last succeeded; 0: none has
 * @kept: bytes of an unfinished command from before this write, while no command
 *	of this write has ended
 * @skipping: this write began inside a command that was too long
 */
struct mgr_write {
	const char __user *user;
	size_t count;
	size_t pos;
	size_t done;
	size_t kept;
	bool skipping;
};

static int mgr_run_line(struct mgr_file *mgr, struct mgr_write *write)
{
	struct mgr_result result = {};
	struct command command;
	const char *line = mgr->stream.line;
	int ret = command_parse(line, mgr->stream.len, SIZE_MAX, &command,
				&result.error);

	if (!ret && command.kind != COMMAND_BLANK) {
		ret = u_dma_buf_mgr_execute(&command, line, &mgr->held, &result);
		mgr->has_held |= !ret && command.temporary.len;
		if (!ret)
			write->done = write->pos;
	}
	if (ret == -EINTR)
		return ret;
	if (mgr->answers && (ret || command.kind != COMMAND_BLANK))
		u_dma_buf_mgr_answer(mgr->answers, &command, &result);
	mgr->stream.len = 0;
	write->kept = 0;
	return ret;
}

static int mgr_refuse_line(struct mgr_file *mgr)
{
	static const struct command nothing;
	struct mgr_result result = { .error = command_stream_too_long };

	if (mgr->answers)
		u_dma_buf_mgr_answer(mgr->answers, &nothing, &result);
	return result.error.code;
}

static int mgr_take(struct mgr_file *mgr, struct mgr_write *write,
		    const char *bytes, size_t len)
{
	enum command_stream_event event;

	write->pos += command_stream_take(&mgr->stream, bytes, len, &event);
	switch (event) {
	case COMMAND_STREAM_COMMAND:
		return mgr_run_line(mgr, write);
	case COMMAND_STREAM_TOO_LONG:
		return mgr_refuse_line(mgr);
	default:
		return 0;
	}
}

/* Takes bytes until the caller's are used up, or one of them makes an error. */
static int mgr_take_chunk(struct mgr_file *mgr, struct mgr_write *write)
{
	size_t start = write->pos;
	size_t len = min(write->count - start, sizeof(mgr->chunk));
	size_t taken;
	int ret = 0;

	if (copy_from_user(mgr->chunk, write->user + start, len))
		return -EFAULT;
	while (!ret && write->pos < start + len) {
		taken = write->pos - start;
		ret = mgr_take(mgr, write, mgr->chunk + taken, len - taken);
	}
	return ret;
}

/*
 * A command was too long and its write() fails, so that the caller takes all of
 * it for lost: skip what this write() has of the command, up to its terminator.
 */
static void mgr_skip(struct mgr_file *mgr, struct mgr_write *write)
{
	enum command_stream_event event;
	size_t len;

	while (mgr->stream.skipping && write->pos < write->count &&
	       !fatal_signal_pending(current)) {
		len = min(write->count - write->pos, sizeof(mgr->chunk));
		if (copy_from_user(mgr->chunk, write->user + write->pos, len))
			return;
		write->pos += command_stream_take(&mgr->stream, mgr->chunk, len,
						  &event);
		cond_resched();
	}
}

/* What write() returns after an error, and what is kept for the next one. */
static ssize_t mgr_failed(struct mgr_file *mgr, struct mgr_write *write, int err)
{
	if (err == -EFAULT)
		return write->pos ? (ssize_t)write->pos : err;
	if (err == -EINTR) {
		mgr->stream.len = write->kept;
		if (write->done)
			return write->done;
		mgr->stream.skipping = write->skipping;
		return -ERESTARTSYS;
	}
	if (write->done) {
		/* The caller comes again with the command that failed. */
		mgr->stream.skipping = false;
		return write->done;
	}
	if (err == -E2BIG)
		mgr_skip(mgr, write);
	return err;
}

static ssize_t mgr_write_all(struct mgr_file *mgr, struct mgr_write *write)
{
	int ret = 0;

	while (write->pos < write->count) {
		ret = mgr_take_chunk(mgr, write);
		if (ret)
			return mgr_failed(mgr, write, ret);
		if (signal_pending(current))
			break;
		cond_resched();
	}
	return write->pos;
}

static ssize_t mgr_write(struct file *file, const char __user *user,
			 size_t count, loff_t *ppos)
{
	struct mgr_file *mgr = file->private_data;
	struct mgr_write write = {
		.user = user,
		.count = count,
	};
	ssize_t ret;

	if (mutex_lock_interruptible(&mgr->lock))
		return -ERESTARTSYS;
	write.kept = mgr->stream.len;
	write.skipping = mgr->stream.skipping;
	ret = mgr_write_all(mgr, &write);
	mutex_unlock(&mgr->lock);
	return ret;
}

static ssize_t mgr_read(struct file *file, char __user *user, size_t count,
			loff_t *ppos)
{
	struct mgr_file *mgr = file->private_data;

	return u_dma_buf_mgr_answers_read(mgr->answers, user, count);
}

static __poll_t mgr_poll(struct file *file, poll_table *table)
{
	struct mgr_file *mgr = file->private_data;

	if (!mgr->answers)
		return EPOLLOUT | EPOLLWRNORM;
	return u_dma_buf_mgr_answers_poll(mgr->answers, file, table);
}

static bool mgr_is_blank(const char *text, size_t len)
{
	while (len && (text[len - 1] == ' ' || text[len - 1] == '\t'))
		len--;
	return !len;
}

static char mgr_printable(char byte)
{
	return byte >= ' ' && byte <= '~' ? byte : '?';
}

/*
 * A writer that dies may leave "create x 0x1" of "create x 0x10000", so a command
 * without its terminator is not run. But it does not get lost without a word.
 */
static void mgr_tell_unfinished(const struct command_stream *stream)
{
	char shown[MGR_SHOWN_MAX + 1];
	size_t len = min(stream->len, sizeof(shown) - 1);
	size_t i;

	if (mgr_is_blank(stream->line, stream->len))
		return;
	for (i = 0; i < len; i++)
		shown[i] = mgr_printable(stream->line[i]);
	shown[len] = '\0';
	pr_warn_ratelimited("not run, because no newline ended it: \"%s\"%s\n",
			    shown, len < stream->len ? " ..." : "");
}

static void mgr_free(struct mgr_file *mgr)
{
	if (mgr->answers)
		u_dma_buf_mgr_answers_free(mgr->answers);
	kfree(mgr->answers);
	kfree(mgr);
}

static struct mgr_file *mgr_new(bool readable)
{
	struct mgr_file *mgr = kzalloc(sizeof(*mgr), GFP_KERNEL);

	if (!mgr)
		return NULL;
	mutex_init(&mgr->lock);
	INIT_LIST_HEAD(&mgr->held);
	if (!readable)
		return mgr;
	mgr->answers = kzalloc(sizeof(*mgr->answers), GFP_KERNEL);
	if (!mgr->answers) {
		kfree(mgr);
		return NULL;
	}
	u_dma_buf_mgr_answers_init(mgr->answers);
	return mgr;
}

static int mgr_open(struct inode *inode, struct file *file)
{
	struct mgr_file *mgr = mgr_new(file->f_mode & FMODE_READ);

	if (!mgr)
		return -ENOMEM;
	file->private_data = mgr;
	return stream_open(inode, file);
}

static int mgr_release(struct inode *inode, struct file *file)
{
	struct mgr_file *mgr = file->private_data;

	mgr_tell_unfinished(&mgr->stream);
	/* Others' files do not wait for the commands that run. */
	if (mgr->has_held)
		u_dma_buf_mgr_let_go(&mgr->held);
	mgr_free(mgr);
	return 0;
}

static const struct file_operations mgr_fops = {
	.owner = THIS_MODULE,
	.open = mgr_open,
	.release = mgr_release,
	.read = mgr_read,
	.write = mgr_write,
	.poll = mgr_poll,
};

static struct miscdevice mgr_device = {
	.minor = MGR_MINOR,
	.name = U_DMA_BUF_MGR_NAME,
	.fops = &mgr_fops,
	.mode = 0600,
	.groups = u_dma_buf_mgr_groups,
};

int u_dma_buf_mgr_device_init(void)
{
	int ret = misc_register(&mgr_device);

	if (ret != -EBUSY)
		return ret;
	/* A node of the fixed minor leads to whoever has that. */
	pr_warn("the minor %d is taken: use no /dev/%s that was there before the module\n",
		MGR_MINOR, U_DMA_BUF_MGR_NAME);
	mgr_device.minor = MISC_DYNAMIC_MINOR;
	return misc_register(&mgr_device);
}

void u_dma_buf_mgr_device_exit(void)
{
	misc_deregister(&mgr_device);
}

MODULE_ALIAS_MISCDEV(MGR_MINOR);
MODULE_ALIAS("devname:" U_DMA_BUF_MGR_NAME);
