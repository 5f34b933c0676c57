// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
/*
 * Devices for the nodes of a device tree, in a machine that has none: each node
 * right below the root of the blob in the file tree= gets its platform device,
 * until the module is unloaded.
 */

#include <linux/kernel_read_file.h>
#include <linux/limits.h>
#include <linux/module.h>
#include <linux/of.h>
#include <linux/of_fdt.h>
#include <linux/of_platform.h>
#include <linux/platform_device.h>
#include <linux/slab.h>
#include <linux/vmalloc.h>

static char *tree;
module_param(tree, charp, 0444);
MODULE_PARM_DESC(tree, "path of a device tree blob");

static void *blob;
static void *unflattened;
static struct device_node *root;

static void destroy_devices(void)
{
	struct platform_device *device;
	struct device_node *node;

	for_each_child_of_node(root, node) {
		device = of_find_device_by_node(node);
		if (!device)
			continue;
		of_platform_device_destroy(&device->dev, NULL);
		put_device(&device->dev);
	}
}

/* Those that are not enabled get none, which is no error. */
static void create_devices(void)
{
	struct device_node *node;

	for_each_child_of_node(root, node)
		if (of_get_property(node, "compatible", NULL))
			of_platform_device_create(node, NULL, NULL);
}

static int __init nodes_init(void)
{
	int ret = kernel_read_file_from_path(tree, 0, &blob, INT_MAX, NULL,
					     READING_UNKNOWN);

	if (ret < 0)
		return ret;
	unflattened = of_fdt_unflatten_tree(blob, NULL, &root);
	if (!unflattened) {
		vfree(blob);
		return -EINVAL;
	}
	create_devices();
	return 0;
}
module_init(nodes_init);

static void __exit nodes_exit(void)
{
	destroy_devices();
	kfree(unflattened);
	vfree(blob);
}
module_exit(nodes_exit);

MODULE_DESCRIPTION("Test devices of a device tree");
MODULE_AUTHOR("The u-dma-buf-mgr developers");
MODULE_LICENSE("Dual BSD/GPL");
