// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
/*
 * /dev/bare-devices takes "create NAME<number> …" and "delete NAME<number>" as
 * the manager does, a line each, and makes devices of a class with a node and
 * nothing else: what a buffer's device costs at the least. Its attribute "nothing"
 * takes whatever is written: what a sync by sysfs costs at the least.
 */

#define pr_fmt(fmt) KBUILD_MODNAME ": " fmt

#include <linux/device.h>
#include <linux/fs.h>
#include <linux/miscdevice.h>
#include <linux/module.h>
#include <linux/sizes.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <linux/uaccess.h>
#include <linux/version.h>
#include <linux/xarray.h>

#define BARE_NAME	"bare-devices"
#define BARE_MINORS	65536
/* Of one write. */
#define BARE_TEXT	SZ_64K

static struct class *bare_class;
static dev_t bare_first;
static DEFINE_XARRAY(bare_devices);

static int bare_create(unsigned int number)
{
	struct device *dev;
	int ret;

	if (number >= BARE_MINORS)
		return -EINVAL;
	dev = device_create(bare_class, NULL, bare_first + number, NULL,
			    "bare%u", number);
	if (IS_ERR(dev))
		return PTR_ERR(dev);
	ret = xa_insert(&bare_devices, number, dev, GFP_KERNEL);
	if (ret)
		device_unregister(dev);
	return ret;
}

static int bare_delete(unsigned int number)
{
	struct device *dev = xa_erase(&bare_devices, number);

	if (!dev)
		return -ENOENT;
	device_unregister(dev);
	return 0;
}

/* "VERB NAME<number> …": cuts the line into words. */
static int bare_number(char *line, unsigned int *number)
{
	char *name;

	strsep(&line, " ");
	name = strsep(&line, " ");
	name = name ? strpbrk(name, "0123456789") : NULL;
	return name ? kstrtouint(name, 10, number) : -EINVAL;
}

static int bare_command(char *line)
{
	unsigned int number;
	int ret = bare_number(line, &number);

	if (ret)
		return ret;
	if (!strcmp(line, "create"))
		return bare_create(number);
	if (!strcmp(line, "delete"))
		return bare_delete(number);
	return -EINVAL;
}

static ssize_t bare_write(struct file *file, const char __user *user,
			  size_t count, loff_t *pos)
{
	char *text, *next, *line;
	int ret = 0;

	if (count > BARE_TEXT)
		return -E2BIG;
	text = memdup_user_nul(user, count);
	if (IS_ERR(text))
		return PTR_ERR(text);
	next = text;
	while (!ret && (line = strsep(&next, "\n")) && *line)
		ret = bare_command(line);
	kfree(text);
	return ret ?: count;
}

static const struct file_operations bare_fops = {
	.owner = THIS_MODULE,
	.write = bare_write,
};

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

static struct miscdevice bare_control = {
	.minor = MISC_DYNAMIC_MINOR,
	.name = BARE_NAME,
	.fops = &bare_fops,
	.groups = bare_groups,
};

static struct class *bare_class_create(void)
{
#if KERNEL_VERSION(6, 4, 0) <= LINUX_VERSION_CODE
	return class_create(BARE_NAME);
#else
	return class_create(THIS_MODULE, BARE_NAME);
#endif
}

static int __init bare_init(void)
{
	int ret;

	ret = alloc_chrdev_region(&bare_first, 0, BARE_MINORS, BARE_NAME);
	if (ret)
		return ret;
	bare_class = bare_class_create();
	if (IS_ERR(bare_class)) {
		ret = PTR_ERR(bare_class);
		goto err_region;
	}
	ret = misc_register(&bare_control);
	if (ret)
		goto err_class;
	return 0;

err_class:
	class_destroy(bare_class);
err_region:
	unregister_chrdev_region(bare_first, BARE_MINORS);
	return ret;
}
module_init(bare_init);

static void __exit bare_exit(void)
{
	struct device *dev;
	unsigned long number;

	misc_deregister(&bare_control);
	xa_for_each(&bare_devices, number, dev)
		device_unregister(dev);
	xa_destroy(&bare_devices);
	class_destroy(bare_class);
	unregister_chrdev_region(bare_first, BARE_MINORS);
}
module_exit(bare_exit);

MODULE_DESCRIPTION("Devices that have nothing but a name and a node");
MODULE_AUTHOR("The u-dma-buf-mgr developers");
MODULE_LICENSE("Dual BSD/GPL");
