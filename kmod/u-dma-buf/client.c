// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
/*
 * The clients of a buffer: open files and exported parts, each with the address spaces
 * that it may be mapped into just now.
 */

#include <linux/completion.h>
#include <linux/mm.h>
#include <linux/sched/mm.h>
#include <linux/slab.h>
#include <linux/workqueue.h>

#include "compat.h"
#include "u-dma-buf.h"

/**
 * struct mm_tracker - an address space that a client has mapped in
 * @node: in the client's list
 * @mm: held by mmgrab()
 */
struct mm_tracker {
	struct list_head node;
	struct mm_struct *mm;
};

static void tracker_free(struct mm_tracker *tracker)
{
	list_del(&tracker->node);
	mmdrop(tracker->mm);
	kfree(tracker);
}

/**
 * u_dma_buf_client_begin() - start to use a buffer
 * @client: gets a reference on the buffer's device
 * @buf: the buffer
 * @is_newcomer: comes by the buffer's name, not by a use of it that is there
 *
 * Return: 0; -ENODEV: it is going or gone, or has no maker any more: a newcomer
 * would keep it alive
 */
int u_dma_buf_client_begin(struct u_dma_buf_client *client, struct u_dma_buf *buf,
			   bool is_newcomer)
{
	int ret = 0;

	client->buf = buf;
	INIT_LIST_HEAD(&client->trackers);
	down_write(&buf->lock);
	if (buf->revoked || (is_newcomer && buf->orphaned)) {
		ret = -ENODEV;
	} else {
		list_add(&client->node, &buf->clients);
		get_device(&buf->dev);
	}
	up_write(&buf->lock);
	return ret;
}

/**
 * u_dma_buf_client_drop() - take a use off a buffer
 * @client: nothing is mapped through it any more; its reference stays, for the caller to
 *	drop
 *
 * Return: whether it was the last use of an orphan
 */
bool u_dma_buf_client_drop(struct u_dma_buf_client *client)
{
	struct mm_tracker *tracker, *next;
	struct u_dma_buf *buf = client->buf;
	bool is_over;

	down_write(&buf->lock);
	list_del(&client->node);
	list_for_each_entry_safe(tracker, next, &client->trackers, node)
		tracker_free(tracker);
	is_over = buf->orphaned && list_empty(&buf->clients);
	up_write(&buf->lock);
	return is_over;
}

/**
 * u_dma_buf_revoke_unused() - forbid new use, unless somebody uses it now
 * @buf: the buffer
 *
 * Return: 0; -ENODEV: it is revoked already; -EBUSY
 */
int u_dma_buf_revoke_unused(struct u_dma_buf *buf)
{
	int ret = 0;

	down_write(&buf->lock);
	if (buf->revoked)
		ret = -ENODEV;
	else if (list_empty(&buf->clients) &&
		 !u_dma_buf_memory_is_pinned(&buf->memory))
		buf->revoked = true;
	else
		ret = -EBUSY;
	up_write(&buf->lock);
	return ret;
}

/*
 * An address space whose mmap_lock is not held for writing is in no mmap(): what it has
 * mapped is linked, and revocation need not wait for it.
 */
static void tracker_forget_if_linked(struct mm_tracker *tracker)
{
	struct mm_struct *mm = tracker->mm;

	if (!mmap_read_trylock(mm))
		return;
	mmap_read_unlock(mm);
	tracker_free(tracker);
}

/**
 * u_dma_buf_client_remember() - remember who maps
 * @client: whoever maps, the lock of its buffer held for writing
 * @mm: what is mapped in, its mmap_lock held for writing
 *
 * Of those that mapped before, only who may be in mmap() just now is kept: processes
 * that have come and gone while the file stays open leave nothing.
 *
 * Return: 0 or -ENOMEM
 */
int u_dma_buf_client_remember(struct u_dma_buf_client *client, struct mm_struct *mm)
{
	struct mm_tracker *tracker, *next;
	bool found = false;

	list_for_each_entry_safe(tracker, next, &client->trackers, node) {
		if (tracker->mm == mm)
			found = true;
		else
			tracker_forget_if_linked(tracker);
	}
	if (found)
		return 0;
	tracker = kmalloc(sizeof(*tracker), GFP_KERNEL);
	if (!tracker)
		return -ENOMEM;
	mmgrab(mm);
	tracker->mm = mm;
	list_add(&tracker->node, &client->trackers);
	return 0;
}

struct use_barrier {
	struct work_struct work;
	struct completion done;
	struct list_head trackers;
};

static void use_barrier_work(struct work_struct *work)
{
	struct use_barrier *barrier =
		container_of(work, struct use_barrier, work);
	struct mm_tracker *tracker, *next;

	list_for_each_entry_safe(tracker, next, &barrier->trackers, node) {
		mmap_read_lock(tracker->mm);
		mmap_read_unlock(tracker->mm);
		tracker_free(tracker);
	}
	complete(&barrier->done);
}

/**
 * u_dma_buf_clients_wait_linked() - wait for mappings that are being made
 * @buf: revoked already, so that no new mapping starts
 *
 * The core links a new mapping into the address space only after mmap.c has
 * filled it, so a mapping that is being made can have entries that
 * unmap_mapping_range() does not find. Both happen under one mmap_lock: wait for
 * it once. From a worker, because the caller may hold locks (of sysfs, of the
 * driver core) that others take inside mmap_lock.
 */
void u_dma_buf_clients_wait_linked(struct u_dma_buf *buf)
{
	struct use_barrier barrier;
	struct u_dma_buf_client *client;

	INIT_LIST_HEAD(&barrier.trackers);
	down_write(&buf->lock);
	list_for_each_entry(client, &buf->clients, node)
		list_splice_init(&client->trackers, &barrier.trackers);
	up_write(&buf->lock);
	if (list_empty(&barrier.trackers))
		return;

	init_completion(&barrier.done);
	INIT_WORK_ONSTACK(&barrier.work, use_barrier_work);
	queue_work(system_dfl_wq, &barrier.work);
	wait_for_completion(&barrier.done);
	destroy_work_on_stack(&barrier.work);
}
