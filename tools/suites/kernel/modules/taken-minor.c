// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
/*
 * A device that has the minor number of the manager's: some other driver that is
 * of this machine alone.
 */

#include <linux/fs.h>
#include <linux/miscdevice.h>
#include <linux/module.h>

static const struct file_operations taken_fops = {
	.owner = THIS_MODULE,
};

static struct miscdevice taken_device = {
	.minor = 247,
	.name = "taken-minor",
	.fops = &taken_fops,
};
module_misc_device(taken_device);

MODULE_DESCRIPTION("Has the minor number of u-dma-buf-mgr");
MODULE_AUTHOR("The u-dma-buf-mgr developers");
MODULE_LICENSE("Dual BSD/GPL");
