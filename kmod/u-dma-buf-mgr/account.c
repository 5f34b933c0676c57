// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
/*
 * What the manager has made, for max_buffers and max_bytes. A buffer can go
 * without the manager (its parent goes, it is unbound): such entries are found
 * out when a limit would be hit, by asking for the buffer. Those of temporary buffers
 * whose file was closed are asked for each time, because they do go.
 */

#include <linux/hashtable.h>
#include <linux/list.h>
#include <linux/moduleparam.h>
#include <linux/slab.h>
#include <linux/stringhash.h>

#include "u-dma-buf-mgr.h"

#define ACCOUNT_HASH_BITS	10

static unsigned long account_max_buffers;
module_param_named(max_buffers, account_max_buffers, ulong, 0644);
MODULE_PARM_DESC(max_buffers,
		 "how many buffers there may be that were made through the manager (default 0: no limit)");

static unsigned long account_max_bytes;
module_param_named(max_bytes, account_max_bytes, ulong, 0644);
MODULE_PARM_DESC(max_bytes,
		 "how many bytes they may have together (default 0: no limit)");

/**
 * struct account_entry - one buffer
 * @by_name: in the table
 * @dev: the buffer's device, only compared; NULL while it is being created
 * @held: of a temporary buffer: in the list of the open file that holds it; later in
 *	that of the orphans
 * @is_held: the former; the entry has the driver's reference on @dev
 * @size: bytes
 * @name: NUL-terminated
 */
struct account_entry {
	struct hlist_node by_name;
	struct device *dev;
	struct list_head held;
	bool is_held;
	size_t size;
	char name[COMMAND_NAME_MAX + 1];
};

static DEFINE_HASHTABLE(account_table, ACCOUNT_HASH_BITS);
static unsigned long account_buffers;
static u64 account_bytes;
static LIST_HEAD(account_orphans);

static u32 account_key(const char *name)
{
	return full_name_hash(NULL, name, strlen(name));
}

static struct account_entry *account_find(const char *name)
{
	struct account_entry *entry;

	hash_for_each_possible(account_table, entry, by_name, account_key(name))
		if (!strcmp(entry->name, name))
			return entry;
	return NULL;
}

static void account_drop(struct account_entry *entry)
{
	hash_del(&entry->by_name);
	account_buffers--;
	account_bytes -= entry->size;
	list_del(&entry->held);
	if (entry->is_held)
		u_dma_buf_mgr_orphan(entry->dev);
	kfree(entry);
}

/* The limit that one more buffer would exceed, or NULL. */
static const char *account_exceeded(size_t size)
{
	unsigned long max_buffers = READ_ONCE(account_max_buffers);
	unsigned long max_bytes = READ_ONCE(account_max_bytes);

	if (max_buffers && account_buffers >= max_buffers)
		return "more buffers than max_buffers";
	if (max_bytes &&
	    (size > max_bytes || account_bytes > max_bytes - size))
		return "more bytes than max_bytes";
	return NULL;
}

static void account_drop_if_gone(struct account_entry *entry)
{
	if (u_dma_buf_device_search(entry->name, U_DMA_BUF_ID_ANY) != entry->dev)
		account_drop(entry);
}

static void account_drop_gone(void)
{
	struct account_entry *entry;
	struct hlist_node *next;
	int bucket;

	hash_for_each_safe(account_table, bucket, next, entry, by_name)
		account_drop_if_gone(entry);
}

static void account_drop_gone_orphans(void)
{
	struct account_entry *entry, *next;

	list_for_each_entry_safe(entry, next, &account_orphans, held)
		account_drop_if_gone(entry);
}

/**
 * u_dma_buf_mgr_account_reserve() - count a buffer that is about to be made
 * @name: of the buffer; an entry of that name is of one that has gone
 * @size: bytes
 * @limit: on -EDQUOT: which limit, in words
 *
 * Followed by u_dma_buf_mgr_account_commit() or, where the buffer could not be
 * made, u_dma_buf_mgr_account_remove().
 *
 * Return: 0; -EDQUOT: over max_buffers or max_bytes; -ENOMEM
 */
int u_dma_buf_mgr_account_reserve(const char *name, size_t size,
				  const char **limit)
{
	struct account_entry *entry;

	u_dma_buf_mgr_account_remove(name);
	account_drop_gone_orphans();
	if (account_exceeded(size))
		account_drop_gone();
	*limit = account_exceeded(size);
	if (*limit)
		return -EDQUOT;
	entry = kzalloc(sizeof(*entry), GFP_KERNEL);
	if (!entry)
		return -ENOMEM;
	INIT_LIST_HEAD(&entry->held);
	entry->size = size;
	strscpy(entry->name, name, sizeof(entry->name));
	hash_add(account_table, &entry->by_name, account_key(name));
	account_buffers++;
	account_bytes += size;
	return 0;
}

/**
 * u_dma_buf_mgr_account_commit() - the reserved buffer is there
 * @name: as reserved
 * @dev: its device
 * @held: of a temporary buffer, with a reference on @dev: the list of who holds it;
 *	else NULL
 */
void u_dma_buf_mgr_account_commit(const char *name, struct device *dev,
				  struct list_head *held)
{
	struct account_entry *entry = account_find(name);

	entry->dev = dev;
	if (!held)
		return;
	list_add_tail(&entry->held, held);
	entry->is_held = true;
}

/**
 * u_dma_buf_mgr_account_let_go() - let go of the first temporary buffer of a list
 * @held: the list
 *
 * The buffer counts until it has gone.
 *
 * Return: true: there was one
 */
bool u_dma_buf_mgr_account_let_go(struct list_head *held)
{
	struct account_entry *entry;

	entry = list_first_entry_or_null(held, struct account_entry, held);
	if (!entry)
		return false;
	list_move_tail(&entry->held, &account_orphans);
	entry->is_held = false;
	u_dma_buf_mgr_orphan(entry->dev);
	account_drop_if_gone(entry);
	return true;
}

/**
 * u_dma_buf_mgr_account_has() - has the manager made this buffer?
 * @name: of the buffer
 * @dev: its device
 */
bool u_dma_buf_mgr_account_has(const char *name, const struct device *dev)
{
	const struct account_entry *entry = account_find(name);

	return entry && entry->dev == dev;
}

/**
 * u_dma_buf_mgr_account_remove() - a buffer is gone
 * @name: of the buffer; one that the manager has not made is no error
 */
void u_dma_buf_mgr_account_remove(const char *name)
{
	struct account_entry *entry = account_find(name);

	if (entry)
		account_drop(entry);
}

void u_dma_buf_mgr_account_exit(void)
{
	struct account_entry *entry;
	struct hlist_node *next;
	int bucket;

	hash_for_each_safe(account_table, bucket, next, entry, by_name)
		account_drop(entry);
}
