// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
/*
 * Two threads create the same buffer while two others remove it as soon as they find it,
 * for seconds=N when the module is loaded. The first half has a platform device of its
 * own, the second half a PCI device as its parent. Logs a line of the Test Anything
 * Protocol for each result.
 */

#define pr_fmt(fmt) KBUILD_MODNAME ": " fmt

#include <linux/atomic.h>
#include <linux/delay.h>
#include <linux/device.h>
#include <linux/err.h>
#include <linux/kthread.h>
#include <linux/module.h>
#include <linux/pci.h>

#include "u-dma-buf-funcs.h"

#define NAME	"race"
#define PARENT	"0000:00:04.0"

static unsigned int seconds = 4;
module_param(seconds, uint, 0444);
MODULE_PARM_DESC(seconds, "how long the threads run");

static struct device *parent;
static atomic_t created, removed, wrong;

static void report(bool good, const char *what)
{
	pr_info("%sok - %s\n", good ? "" : "not ", what);
}

/* A parent's driver must not change meanwhile: see u_dma_buf_device_create(). */
static struct device *create(void)
{
	struct device *dev;

	if (parent)
		device_lock(parent);
	dev = u_dma_buf_device_create(NAME, U_DMA_BUF_ID_ANY, PAGE_SIZE, 0,
				      parent);
	if (parent)
		device_unlock(parent);
	return dev;
}

static int creator(void *unused)
{
	struct device *dev;

	while (!kthread_should_stop()) {
		dev = create();
		if (!IS_ERR(dev))
			atomic_inc(&created);
		else if (dev != ERR_PTR(-EEXIST) && dev != ERR_PTR(-ENODEV))
			atomic_inc(&wrong);
		cond_resched();
	}
	return 0;
}

static bool remove(void)
{
	struct device *dev = u_dma_buf_device_search(NAME, U_DMA_BUF_ID_ANY);

	return !IS_ERR(dev) && !u_dma_buf_device_remove(dev);
}

static int remover(void *unused)
{
	while (!kthread_should_stop()) {
		if (remove())
			atomic_inc(&removed);
		cond_resched();
	}
	return 0;
}

static void race(const char *how)
{
	static int (*const functions[])(void *unused) = {
		creator, remover, creator, remover,
	};
	struct task_struct *threads[ARRAY_SIZE(functions)];
	size_t i;

	pr_info("# %s\n", how);
	atomic_set(&created, 0);
	atomic_set(&removed, 0);
	atomic_set(&wrong, 0);
	for (i = 0; i < ARRAY_SIZE(functions); i++)
		threads[i] = kthread_run(functions[i], NULL, "racer/%zu", i);
	msleep(seconds * 500);
	for (i = 0; i < ARRAY_SIZE(functions); i++)
		if (!IS_ERR(threads[i]))
			kthread_stop(threads[i]);
	remove();
	pr_info("# created %d times, removed %d times\n",
		atomic_read(&created), atomic_read(&removed));
	report(atomic_read(&created), "the buffer was created");
	report(atomic_read(&removed), "the buffer was removed");
	report(!atomic_read(&wrong), "create: no error but EEXIST and ENODEV");
	report(u_dma_buf_device_search(NAME, U_DMA_BUF_ID_ANY) ==
	       ERR_PTR(-ENODEV), "the buffer is gone");
}

static int __init race_init(void)
{
	race("a platform device of its own");
	parent = bus_find_device_by_name(&pci_bus_type, NULL, PARENT);
	report(parent, "the PCI device is there");
	if (parent)
		race("a PCI device");
	put_device(parent);
	return 0;
}
module_init(race_init);

static void __exit race_exit(void)
{
}
module_exit(race_exit);

MODULE_DESCRIPTION("Test of buffers that are created and removed at once");
MODULE_AUTHOR("The u-dma-buf-mgr developers");
MODULE_LICENSE("Dual BSD/GPL");
