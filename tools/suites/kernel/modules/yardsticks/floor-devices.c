// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
/*
 * The floor of create and delete: /dev/floor-devices makes what a buffer is to the
 * kernel. A platform device, bound to a driver that sets its DMA mask; a zeroed page,
 * mapped for it; a class device with a node, a buffer's attributes and one uevent;
 * and a line in the log.
 */

#define pr_fmt(fmt) "floor-devices: " fmt

#include <linux/dma-mapping.h>
#include <linux/fs.h>
#include <linux/platform_device.h>
#include <linux/slab.h>
#include <linux/sysfs.h>
#include <linux/xarray.h>

#include "compat.h"
#include "yardsticks.h"

#define FLOOR_NAME		"floor-devices"
/* Those of higher numbers are below /sys/devices/virtual, as buffers are. */
#define FLOOR_BELOW_PARENT	256

/**
 * struct floor_device - what a buffer is to the kernel
 * @dev: the class device
 * @parent: the device that does the DMA
 * @page: the memory
 * @dma_addr: of it
 */
struct floor_device {
	struct device dev;
	struct platform_device *parent;
	struct page *page;
	dma_addr_t dma_addr;
};

static dev_t floor_first;
static DEFINE_XARRAY(floor_made);

static struct class floor_class = {
	.name = FLOOR_NAME,
};

static ssize_t floor_show(struct device *dev, struct device_attribute *attr,
			  char *page)
{
	return 0;
}

static struct device_attribute floor_attributes[] = {
	__ATTR(driver_version, 0444, floor_show, NULL),
	__ATTR(ioctl_version, 0444, floor_show, NULL),
	__ATTR(phys_addr, 0444, floor_show, NULL),
	__ATTR(size, 0444, floor_show, NULL),
	__ATTR(dma_coherent, 0444, floor_show, NULL),
	__ATTR(dma_mask, 0444, floor_show, NULL),
	__ATTR(quirk_mmap_mode, 0444, floor_show, NULL),
	__ATTR(origin, 0444, floor_show, NULL),
	__ATTR(memory_source, 0444, floor_show, NULL),
	__ATTR(temporary, 0444, floor_show, NULL),
	__ATTR(sync_owner, 0444, floor_show, NULL),
	__ATTR(sync_mode, 0444, floor_show, NULL),
	__ATTR(sync_direction, 0444, floor_show, NULL),
	__ATTR(sync_offset, 0444, floor_show, NULL),
	__ATTR(sync_size, 0444, floor_show, NULL),
	__ATTR(sync_for_cpu, 0444, floor_show, NULL),
	__ATTR(sync_for_device, 0444, floor_show, NULL),
};

static struct attribute *floor_attrs[ARRAY_SIZE(floor_attributes) + 1];
ATTRIBUTE_GROUPS(floor);

static int floor_probe(struct platform_device *pdev)
{
	return dma_set_mask_and_coherent(&pdev->dev, DMA_BIT_MASK(32));
}

static struct platform_driver floor_driver = {
	.probe = floor_probe,
	.driver = {
		.name = FLOOR_NAME,
		.probe_type = PROBE_FORCE_SYNCHRONOUS,
	},
};

static struct platform_device *parent_add(void)
{
	struct platform_device *pdev =
		platform_device_alloc(FLOOR_NAME, PLATFORM_DEVID_AUTO);
	int ret;

	if (!pdev)
		return ERR_PTR(-ENOMEM);
	ret = device_set_driver_override(&pdev->dev, FLOOR_NAME);
	if (ret)
		goto err_put;
	dev_set_uevent_suppress(&pdev->dev, true);
	device_set_pm_not_required(&pdev->dev);
	ret = platform_device_add(pdev);
	if (ret)
		goto err_put;
	return pdev;

err_put:
	platform_device_put(pdev);
	return ERR_PTR(ret);
}

static int memory_add(struct floor_device *floor)
{
	struct device *parent = &floor->parent->dev;

	floor->page = alloc_page(GFP_KERNEL | __GFP_ZERO);
	if (!floor->page)
		return -ENOMEM;
	floor->dma_addr = dma_map_page(parent, floor->page, 0, PAGE_SIZE,
				       DMA_BIDIRECTIONAL);
	if (!dma_mapping_error(parent, floor->dma_addr))
		return 0;
	__free_page(floor->page);
	return -ENOMEM;
}

static void memory_del(struct floor_device *floor)
{
	dma_unmap_page(&floor->parent->dev, floor->dma_addr, PAGE_SIZE,
		       DMA_BIDIRECTIONAL);
	__free_page(floor->page);
}

/* All but the class device. */
static void floor_release(struct device *dev)
{
	struct floor_device *floor = container_of(dev, struct floor_device, dev);

	memory_del(floor);
	platform_device_unregister(floor->parent);
	kfree(floor);
}

static struct floor_device *floor_new(void)
{
	struct floor_device *floor = kzalloc(sizeof(*floor), GFP_KERNEL);
	int ret;

	if (!floor)
		return ERR_PTR(-ENOMEM);
	floor->parent = parent_add();
	ret = PTR_ERR_OR_ZERO(floor->parent);
	if (ret)
		goto err_free;
	ret = memory_add(floor);
	if (ret)
		goto err_parent;
	device_initialize(&floor->dev);
	device_set_pm_not_required(&floor->dev);
	floor->dev.class = &floor_class;
	floor->dev.groups = floor_groups;
	floor->dev.release = floor_release;
	return floor;

err_parent:
	platform_device_unregister(floor->parent);
err_free:
	kfree(floor);
	return ERR_PTR(ret);
}

static int floor_add(struct floor_device *floor, unsigned int number)
{
	struct device *dev = &floor->dev;
	int ret;

	dev->devt = floor_first + number;
	if (number < FLOOR_BELOW_PARENT)
		dev->parent = &floor->parent->dev;
	ret = dev_set_name(dev, "floor%u", number) ?: device_add(dev);
	if (ret || number < FLOOR_BELOW_PARENT)
		return ret;
	ret = sysfs_create_link(&dev->kobj, &floor->parent->dev.kobj, "device");
	if (ret)
		device_del(dev);
	return ret;
}

static int floor_create(unsigned int number)
{
	struct floor_device *floor;
	int ret;

	pr_info("create floor%u size=%lu\n", number, PAGE_SIZE);
	floor = floor_new();
	if (IS_ERR(floor))
		return PTR_ERR(floor);
	ret = floor_add(floor, number);
	if (ret)
		goto err_put;
	ret = xa_insert(&floor_made, number, floor, GFP_KERNEL);
	if (ret)
		goto err_del;
	return 0;

err_del:
	device_del(&floor->dev);
err_put:
	put_device(&floor->dev);
	return ret;
}

static int floor_delete(unsigned int number)
{
	struct floor_device *floor;

	pr_info("delete floor%u\n", number);
	floor = xa_erase(&floor_made, number);
	if (!floor)
		return -ENOENT;
	device_unregister(&floor->dev);
	return 0;
}

static struct yardstick_devices floor_devices = {
	.misc = {
		.minor = MISC_DYNAMIC_MINOR,
		.name = FLOOR_NAME,
		.fops = &yardstick_commands_fops,
	},
	.create = floor_create,
	.delete = floor_delete,
};

int floor_devices_init(void)
{
	size_t i;
	int ret;

	for (i = 0; i < ARRAY_SIZE(floor_attributes); i++)
		floor_attrs[i] = &floor_attributes[i].attr;
	ret = alloc_chrdev_region(&floor_first, 0, YARDSTICK_MINORS, FLOOR_NAME);
	if (ret)
		return ret;
	ret = class_register(&floor_class);
	if (ret)
		goto err_region;
	ret = platform_driver_register(&floor_driver);
	if (ret)
		goto err_class;
	ret = misc_register(&floor_devices.misc);
	if (ret)
		goto err_driver;
	return 0;

err_driver:
	platform_driver_unregister(&floor_driver);
err_class:
	class_unregister(&floor_class);
err_region:
	unregister_chrdev_region(floor_first, YARDSTICK_MINORS);
	return ret;
}

void floor_devices_exit(void)
{
	struct floor_device *floor;
	unsigned long number;

	misc_deregister(&floor_devices.misc);
	xa_for_each(&floor_made, number, floor)
		device_unregister(&floor->dev);
	xa_destroy(&floor_made);
	platform_driver_unregister(&floor_driver);
	class_unregister(&floor_class);
	unregister_chrdev_region(floor_first, YARDSTICK_MINORS);
}
