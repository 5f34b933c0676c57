// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
/*
 * The names in /dev. The driver core does not fail when it cannot make the node of a
 * device because /dev has an entry of that name: the buffer would be there, and
 * /dev/<name> would lead to another device.
 *
 * The kernel keeps its nodes in devtmpfs. This driver mounts it for itself, so that the
 * answer depends neither on the mounts of the process that asks nor on whether /dev is
 * mounted yet. (Before Linux 6.14 any further mount of devtmpfs also makes it writable,
 * if somebody has made it read-only.) A kernel without devtmpfs makes no nodes: there the
 * answer is that of /dev as the asking process sees it.
 */

#include <linux/dcache.h>
#include <linux/kconfig.h>
#include <linux/mount.h>
#include <linux/namei.h>
#include <linux/stringhash.h>

#include "u-dma-buf.h"

/* The manager, which is loaded after this driver, makes this node. */
#define NODES_MANAGER	"u-dma-buf-mgr"

static struct vfsmount *nodes_mount;

/* All entries of devtmpfs are in the cache of directory entries, for want of a disk. */
static struct dentry *nodes_find_devtmpfs(const char *name)
{
	struct dentry *root = nodes_mount->mnt_root;
	struct qstr entry = QSTR_INIT(name, strlen(name));

	entry.hash = full_name_hash(root, entry.name, entry.len);
	return d_lookup(root, &entry);
}

static struct dentry *nodes_find_path(const char *name)
{
	char text[sizeof("/dev/") + U_DMA_BUF_NAME_MAX];
	struct dentry *dentry;
	struct path path;

	snprintf(text, sizeof(text), "/dev/%s", name);
	if (kern_path(text, 0, &path))
		return NULL;
	dentry = dget(path.dentry);
	path_put(&path);
	return dentry;
}

/* A node with the number of the buffer leads to the buffer, whoever made it. */
static bool nodes_are_free(const char *name, dev_t devt)
{
	struct dentry *dentry;
	struct inode *inode;
	bool is_free;

	if (!strcmp(name, NODES_MANAGER))
		return false;
	dentry = nodes_mount ? nodes_find_devtmpfs(name) : nodes_find_path(name);
	if (!dentry)
		return true;
	inode = d_inode(dentry);
	is_free = !inode || (S_ISCHR(inode->i_mode) && inode->i_rdev == devt);
	dput(dentry);
	return is_free;
}

/**
 * u_dma_buf_nodes_check() - may a buffer have its node in /dev?
 * @dev: the device of the buffer, not yet added; has its name and number
 *
 * Return: 0; -EEXIST: /dev has another entry of this name; the log says so
 */
int u_dma_buf_nodes_check(struct device *dev)
{
	if (nodes_are_free(dev_name(dev), dev->devt))
		return 0;
	dev_err(dev, "cannot create the buffer: another entry in /dev has this name, choose another name\n");
	return -EEXIST;
}

int u_dma_buf_nodes_init(void)
{
	struct file_system_type *type = NULL;
	struct vfsmount *mount = NULL;

	if (IS_ENABLED(CONFIG_DEVTMPFS))
		type = get_fs_type("devtmpfs");
	if (type)
		mount = kern_mount(type);
	if (IS_ERR(mount))
		return PTR_ERR(mount);
	nodes_mount = mount;
	return 0;
}

void u_dma_buf_nodes_exit(void)
{
	kern_unmount(nodes_mount);
}
