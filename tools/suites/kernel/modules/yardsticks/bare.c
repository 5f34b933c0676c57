// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
/*
 * The limit of create and delete: /dev/bare-devices makes devices of a class with a
 * node and nothing else. Its attribute "nothing" takes whatever is written: what a
 * sync by sysfs costs at the least.
 */

#include <linux/device.h>
#include <linux/fs.h>
#include <linux/version.h>
#include <linux/xarray.h>

#include "yardsticks.h"

#define BARE_NAME	"bare-devices"

static struct class *bare_class;
static dev_t bare_first;
static DEFINE_XARRAY(bare_made);

static int bare_create(unsigned int number)
{
	struct device *dev;
	int ret;

	dev = device_create(bare_class, NULL, bare_first + number, NULL,
			    "bare%u", number);
	if (IS_ERR(dev))
		return PTR_ERR(dev);
	ret = xa_insert(&bare_made, number, dev, GFP_KERNEL);
	if (ret)
		device_unregister(dev);
	return ret;
}

static int bare_delete(unsigned int number)
{
	struct device *dev = xa_erase(&bare_made, number);

	if (!dev)
		return -ENOENT;
	device_unregister(dev);
	return 0;
}

static ssize_t nothing_store(struct device *dev, struct device_attribute *attr,
			     const char *page, size_t count)
{
	return count;
}
static DEVICE_ATTR_WO(nothing);

static struct attribute *bare_attrs[] = {
	&dev_attr_nothing.attr,
	NULL
};
ATTRIBUTE_GROUPS(bare);

static struct yardstick_devices bare_devices = {
	.misc = {
		.minor = MISC_DYNAMIC_MINOR,
		.name = BARE_NAME,
		.fops = &yardstick_commands_fops,
		.groups = bare_groups,
	},
	.create = bare_create,
	.delete = bare_delete,
};

static struct class *bare_class_create(void)
{
#if KERNEL_VERSION(6, 4, 0) <= LINUX_VERSION_CODE
	return class_create(BARE_NAME);
#else
	return class_create(THIS_MODULE, BARE_NAME);
#endif
}

int bare_init(void)
{
	int ret;

	ret = alloc_chrdev_region(&bare_first, 0, YARDSTICK_MINORS, BARE_NAME);
	if (ret)
		return ret;
	bare_class = bare_class_create();
	if (IS_ERR(bare_class)) {
		ret = PTR_ERR(bare_class);
		goto err_region;
	}
	ret = misc_register(&bare_devices.misc);
	if (ret)
		goto err_class;
	return 0;

err_class:
	class_destroy(bare_class);
err_region:
	unregister_chrdev_region(bare_first, YARDSTICK_MINORS);
	return ret;
}

void bare_exit(void)
{
	struct device *dev;
	unsigned long number;

	misc_deregister(&bare_devices.misc);
	xa_for_each(&bare_made, number, dev)
		device_unregister(dev);
	xa_destroy(&bare_made);
	class_destroy(bare_class);
	unregister_chrdev_region(bare_first, YARDSTICK_MINORS);
}
