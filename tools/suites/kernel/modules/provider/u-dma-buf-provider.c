// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
/*
 * Another driver that gives the four functions which the manager uses, and no
 * more than these. Its buffers have no memory: they are devices of the class
 * "u-dma-buf-provider", and the log tells what it was asked for.
 */

#define pr_fmt(fmt) KBUILD_MODNAME ": " fmt

#include <linux/device.h>
#include <linux/err.h>
#include <linux/module.h>
#include <linux/pci.h>
#include <linux/string.h>
#include <linux/version.h>

#include "u-dma-buf-funcs.h"

#define PROVIDER_NAME	"u-dma-buf-provider"

static struct class *provider_class;

static int match_buffer(struct device *dev, const void *name)
{
	return !strcmp(dev_name(dev), name);
}

struct device *u_dma_buf_device_search(const char *name, int id)
{
	struct device *dev;

	dev = class_find_device(provider_class, NULL, name, match_buffer);
	if (!dev)
		return ERR_PTR(-ENODEV);
	put_device(dev);
	return dev;
}
EXPORT_SYMBOL(u_dma_buf_device_search);

/* As other drivers do, it does not tell a name in use from other errors. */
struct device *u_dma_buf_device_create(const char *name, int id, size_t size,
				       u64 option, struct device *parent)
{
	if (!IS_ERR(u_dma_buf_device_search(name, id)))
		return ERR_PTR(-EINVAL);
	pr_info("create %s id=%d size=%zu option=0x%llx parent=%s\n", name, id,
		size, option, parent ? dev_name(parent) : "none");
	return device_create(provider_class, parent, MKDEV(0, 0), NULL, "%s",
			     name);
}
EXPORT_SYMBOL(u_dma_buf_device_create);

int u_dma_buf_device_remove(struct device *dev)
{
	pr_info("remove %s\n", dev_name(dev));
	device_unregister(dev);
	return 0;
}
EXPORT_SYMBOL(u_dma_buf_device_remove);

struct bus_type *u_dma_buf_find_available_bus_type(char *name, int name_len)
{
	if (name_len == 3 && !memcmp(name, "pci", 3))
		return (struct bus_type *)&pci_bus_type;
	/* Any bus will do to show that it was asked for by this name. */
	if (name_len == 9 && !memcmp(name, "pcie_port", 9))
		return (struct bus_type *)&pci_bus_type;
	return NULL;
}
EXPORT_SYMBOL(u_dma_buf_find_available_bus_type);

static int __init provider_init(void)
{
#if KERNEL_VERSION(6, 4, 0) <= LINUX_VERSION_CODE
	provider_class = class_create(PROVIDER_NAME);
#else
	provider_class = class_create(THIS_MODULE, PROVIDER_NAME);
#endif
	return PTR_ERR_OR_ZERO(provider_class);
}
module_init(provider_init);

static int match_any(struct device *dev, const void *data)
{
	return 1;
}

static void __exit provider_exit(void)
{
	struct device *dev;

	while ((dev = class_find_device(provider_class, NULL, NULL, match_any))) {
		put_device(dev);
		device_unregister(dev);
	}
	class_destroy(provider_class);
}
module_exit(provider_exit);

MODULE_DESCRIPTION("Another driver for the manager to run on");
MODULE_AUTHOR("The u-dma-buf-mgr developers");
MODULE_LICENSE("Dual BSD/GPL");
