// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
/*
 * Temporary buffers whose maker is gone: each ends with its last client, at once,
 * so that whoever waits for that client to end finds the name free. Nobody hears when I/O
 * lets go of a page, so a buffer of which only pages are held is looked at again.
 */

#include <linux/jiffies.h>
#include <linux/list.h>
#include <linux/mutex.h>
#include <linux/workqueue.h>

#include "compat.h"
#include "u-dma-buf.h"

/* How often buffers with pinned pages are looked at. */
#define ORPHANS_POLL	HZ

static void orphans_look(struct work_struct *work);

/* Those to look at again, each with a reference. */
static LIST_HEAD(orphans);
static DEFINE_MUTEX(orphans_lock);
static DECLARE_DELAYED_WORK(orphans_work, orphans_look);

static void orphan_look_again(struct u_dma_buf *buf, unsigned long delay)
{
	mutex_lock(&orphans_lock);
	if (list_empty(&buf->orphan)) {
		get_device(&buf->dev);
		list_add_tail(&buf->orphan, &orphans);
	}
	mutex_unlock(&orphans_lock);
	queue_delayed_work(system_dfl_wq, &orphans_work, delay);
}

static struct u_dma_buf *orphans_take(void)
{
	struct u_dma_buf *buf;

	mutex_lock(&orphans_lock);
	buf = list_first_entry_or_null(&orphans, struct u_dma_buf, orphan);
	if (buf)
		list_del_init(&buf->orphan);
	mutex_unlock(&orphans_lock);
	return buf;
}

static bool orphan_has_clients(struct u_dma_buf *buf)
{
	bool has_clients;

	down_read(&buf->lock);
	has_clients = !list_empty(&buf->clients);
	up_read(&buf->lock);
	return has_clients;
}

/*
 * Of a buffer that went by another way, its own platform device may be left: it was
 * unbound by hand. Not from the caller of orphan_try_end(), who may have
 * the lock of that device.
 */
static bool orphan_end(struct u_dma_buf *buf)
{
	int ret = u_dma_buf_remove_unused(buf);

	if (ret == -ENODEV && buf->bound)
		u_dma_buf_platform_release(buf->parent);
	/* The last of its clients comes back for it. */
	return ret != -EBUSY || orphan_has_clients(buf);
}

/* Moves a buffer that was taken to a list, with its reference. */
static void orphan_keep(struct u_dma_buf *buf, struct list_head *list)
{
	bool is_listed;

	mutex_lock(&orphans_lock);
	is_listed = !list_empty(&buf->orphan);
	if (!is_listed)
		list_add_tail(&buf->orphan, list);
	mutex_unlock(&orphans_lock);
	if (is_listed)
		put_device(&buf->dev);
}

static void orphans_look(struct work_struct *work)
{
	LIST_HEAD(pinned);
	struct u_dma_buf *buf;
	bool any;

	while ((buf = orphans_take())) {
		if (orphan_end(buf))
			put_device(&buf->dev);
		else
			orphan_keep(buf, &pinned);
	}
	mutex_lock(&orphans_lock);
	any = !list_empty(&pinned);
	list_splice(&pinned, &orphans);
	mutex_unlock(&orphans_lock);
	if (any)
		queue_delayed_work(system_dfl_wq, &orphans_work, ORPHANS_POLL);
}

/* Removes an orphan, unless somebody uses it. Perhaps it is gone. */
static void orphan_try_end(struct u_dma_buf *buf)
{
	int ret = u_dma_buf_remove_unused(buf);

	if (ret == -ENODEV && buf->bound)
		orphan_look_again(buf, 0);
	else if (ret == -EBUSY && !orphan_has_clients(buf))
		orphan_look_again(buf, ORPHANS_POLL);
}

/**
 * u_dma_buf_client_end() - end a use of a buffer
 * @client: nothing is mapped through it any more
 *
 * The last use of an orphan ends the buffer. The caller holds no lock: it is the
 * release of a file, which the kernel defers until the process holds none.
 */
void u_dma_buf_client_end(struct u_dma_buf_client *client)
{
	struct u_dma_buf *buf = client->buf;

	if (u_dma_buf_client_drop(client))
		orphan_try_end(buf);
	put_device(&buf->dev);
}

/**
 * u_dma_buf_orphan() - the maker of a temporary buffer lets go of it
 * @buf: perhaps gone
 */
void u_dma_buf_orphan(struct u_dma_buf *buf)
{
	down_write(&buf->lock);
	buf->orphaned = true;
	up_write(&buf->lock);
	orphan_try_end(buf);
}

/* For module exit, with which all buffers end. */
void u_dma_buf_orphan_exit(void)
{
	struct u_dma_buf *buf;

	cancel_delayed_work_sync(&orphans_work);
	while ((buf = orphans_take()))
		put_device(&buf->dev);
}
