// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
/*
 * Calls the functions that u-dma-buf has for other modules, when it is
 * loaded, and logs a line of the Test Anything Protocol for each result.
 */

#define pr_fmt(fmt) KBUILD_MODNAME ": " fmt

#include <linux/amba/bus.h>
#include <linux/device.h>
#include <linux/dma-mapping.h>
#include <linux/err.h>
#include <linux/mm.h>
#include <linux/module.h>
#include <linux/pci.h>
#include <linux/sizes.h>

#include "u-dma-buf-funcs.h"

#define SIZE	(SZ_64K + 100)
#define NAME	"functions"

static void report(bool good, const char *what)
{
	pr_info("%sok - %s\n", good ? "" : "not ", what);
}

static void returns(long got, long wanted, const char *what)
{
	report(got == wanted, what);
	if (got != wanted)
		pr_info("#   got %ld, wanted %ld\n", got, wanted);
}

/* A buffer that must not be made: a wrong success is undone. */
static void refuses(struct device *dev, long wanted, const char *what)
{
	returns(IS_ERR(dev) ? PTR_ERR(dev) : 0, wanted, what);
	if (!IS_ERR_OR_NULL(dev))
		u_dma_buf_device_remove(dev);
}

static void test_create_refusals(void)
{
	refuses(u_dma_buf_device_create("none", -2, 0, 0, NULL), -EINVAL,
		"create: a size of 0");
	refuses(u_dma_buf_device_create("", -2, SIZE, 0, NULL), -EINVAL,
		"create: an empty name");
	refuses(u_dma_buf_device_create("../none", -2, SIZE, 0, NULL), -EINVAL,
		"create: a name with a slash");
	refuses(u_dma_buf_device_create(".none", -2, SIZE, 0, NULL), -EINVAL,
		"create: a name with a leading dot");
	refuses(u_dma_buf_device_create("none", -2, SIZE, 11, NULL), -EINVAL,
		"create: a DMA mask of 11 bits");
	refuses(u_dma_buf_device_create("none", -2, SIZE, 65, NULL), -EINVAL,
		"create: a DMA mask of 65 bits");
	refuses(u_dma_buf_device_create("none", -2, SIZE, 5 << 10, NULL),
		-EINVAL, "create: an unknown mmap mode");
	refuses(u_dma_buf_device_create("none", 0x7fffffff, SIZE, 0, NULL),
		-EINVAL, "create: a minor out of range");
	refuses(u_dma_buf_device_create("none", 1 << 16, SIZE, 0, NULL), -EINVAL,
		"create: the minor behind the last");
	refuses(u_dma_buf_device_create(NAME, -2, SIZE, 0, NULL), -EEXIST,
		"create: a name in use");
	refuses(u_dma_buf_device_create("null", -2, SIZE, 0, NULL), -EEXIST,
		"create: the name of another device's node");
	refuses(u_dma_buf_device_create("input!none", -2, SIZE, 0, NULL),
		-EINVAL, "create: a name of a node below a directory");
	refuses(u_dma_buf_device_create("none", 5, SIZE, 0, NULL), -EBUSY,
		"create: a minor in use");
	returns(PTR_ERR(u_dma_buf_device_search("none", -2)), -ENODEV,
		"create: nothing came of these");
}

static void test_first_minor(void)
{
	struct device *dev = u_dma_buf_device_create("first", 0, SIZE, 0, NULL);

	report(!IS_ERR(dev) && !MINOR(dev->devt), "create: the first minor");
	if (!IS_ERR(dev))
		returns(u_dma_buf_device_remove(dev), 0, "remove of that one");
}

static void test_create_at(struct device *parent)
{
	struct u_dma_buf_place place = { .address = PAGE_SIZE + 1 };
	struct device *dev;

	refuses(u_dma_buf_device_create_at("none", -2, SIZE, 0, NULL, &place,
					   NULL),
		-EINVAL, "create at: an address within a page");
	place.address = ~0ULL << PAGE_SHIFT;
	refuses(u_dma_buf_device_create_at("none", -2, SIZE, 0, NULL, &place,
					   NULL),
		-ENXIO, "create at: an address whose end wraps");
	refuses(u_dma_buf_device_create_at("none", -2, SIZE_MAX, 0, NULL, &place,
					   NULL),
		-ENXIO, "create at: a size that wraps");
	place.region = "";
	refuses(u_dma_buf_device_create_at("none", -2, SIZE, 0, NULL, &place,
					   NULL),
		-EINVAL, "create at: a region without a name");
	place.region = "none";
	refuses(u_dma_buf_device_create_at("none", -2, SIZE, 0, parent, &place,
					   NULL),
		-EINVAL, "create at: a region for another driver's device");
	dev = u_dma_buf_device_create_at("anywhere", -2, SIZE, 0, NULL, NULL,
					 NULL);
	report(!IS_ERR(dev), "create at: no place means any");
	if (!IS_ERR(dev))
		returns(u_dma_buf_device_remove(dev), 0, "remove of that one");
}

static void test_refusal(void)
{
	struct u_dma_buf_refusal refusal = {};

	refuses(u_dma_buf_device_create_at("none", -2, SIZE_MAX & PAGE_MASK, 0, NULL,
					   NULL, &refusal),
		-ENOMEM, "create at: more than there is");
	report(refusal.dma_mask == DMA_BIT_MASK(32), "refusal: the DMA mask");
	report(refusal.largest >= SIZE && refusal.largest <= (u64)totalram_pages() << PAGE_SHIFT,
	       "refusal: what there is");
	report(!refusal.mmap_mode, "refusal: no mode has as much");
}

static void test_search(struct device *dev)
{
	report(u_dma_buf_device_search(NAME, -2) == dev, "search by name");
	report(u_dma_buf_device_search(NULL, 5) == dev, "search by minor");
	report(u_dma_buf_device_search(NAME, 5) == dev, "search by both");
	returns(PTR_ERR(u_dma_buf_device_search(NAME, 6)), -ENODEV,
		"search: the name with another minor");
	returns(PTR_ERR(u_dma_buf_device_search("func", -2)), -ENODEV,
		"search: the beginning of a name");
	returns(PTR_ERR(u_dma_buf_device_search("none", 5)), -ENODEV,
		"search: the minor with another name");
	returns(PTR_ERR(u_dma_buf_device_search("none", -2)), -ENODEV,
		"search: no such name");
	returns(PTR_ERR(u_dma_buf_device_search(NULL, 6)), -ENODEV,
		"search: no such minor");
}

static void test_getmap(struct device *dev)
{
	size_t size = 0;
	void *virt_addr = NULL;
	dma_addr_t phys_addr = 0;

	returns(u_dma_buf_device_getmap(dev, &size, &virt_addr, &phys_addr), 0,
		"getmap");
	returns(size, SIZE, "getmap: the size");
	report(phys_addr && IS_ALIGNED(phys_addr, PAGE_SIZE),
	       "getmap: the DMA address");
	report(virt_addr, "getmap: the kernel address");
	if (virt_addr) {
		memset(virt_addr, 0x5a, size);
		returns(((u8 *)virt_addr)[SIZE - 1], 0x5a,
			"getmap: the last byte can be used");
	}
	returns(u_dma_buf_device_getmap(dev, NULL, NULL, NULL), 0,
		"getmap: nothing wanted");
	report(u_dma_buf_device_getmap(NULL, &size, NULL, NULL) < 0,
	       "getmap: no device");
}

static void test_info(struct device *dev)
{
	struct u_dma_buf_device_info info = {};

	returns(u_dma_buf_device_info(dev, &info), 0, "info");
	returns(info.minor, 5, "info: the minor");
	returns(info.size, SIZE, "info: the size");
	returns(u_dma_buf_device_info(NULL, &info), -ENODEV, "info: no device");
	returns(u_dma_buf_device_info(dev->parent, &info), -ENODEV,
		"info: the device of another driver");
}

/* What looks for a buffer lets go of it. */
static void test_references(struct device *dev)
{
	unsigned int before = kref_read(&dev->kobj.kref);
	struct u_dma_buf_device_info info;

	u_dma_buf_device_search(NAME, -2);
	u_dma_buf_device_getmap(dev, NULL, NULL, NULL);
	u_dma_buf_device_info(dev, &info);
	u_dma_buf_device_sync(dev, 1, 0, 0, SIZE);
	u_dma_buf_device_sync(dev, 3, 0, 0, SIZE);
	returns(kref_read(&dev->kobj.kref), before, "no reference is kept");
}

static void test_sync(struct device *dev)
{
	returns(u_dma_buf_device_sync(dev, 2, 1, 0, SIZE), 0,
		"sync: all for the device");
	returns(u_dma_buf_device_sync(dev, 1, 2, 0, SIZE), 0,
		"sync: all for the CPU");
	returns(u_dma_buf_device_sync(dev, 0, 0, 0, SIZE), 0, "sync: nothing");
	returns(u_dma_buf_device_sync(dev, 1, 0, SIZE - 1, 1), 0,
		"sync: the last byte");
	returns(u_dma_buf_device_sync(dev, 1, 0, 0, 0), 0,
		"sync: size 0 is sync_size");
	returns(u_dma_buf_device_sync(dev, 1, 0, 1, 0), -EINVAL,
		"sync: size 0 is sync_size, which leaves the buffer from offset 1");
	returns(u_dma_buf_device_sync(dev, 3, 0, 0, SIZE), -EINVAL,
		"sync: an unknown command");
	returns(u_dma_buf_device_sync(dev, -1, 0, 0, SIZE), -EINVAL,
		"sync: a negative command");
	returns(u_dma_buf_device_sync(dev, 1, 3, 0, SIZE), -EINVAL,
		"sync: an unknown direction");
	returns(u_dma_buf_device_sync(dev, 1, 0, 0, SIZE + 1), -EINVAL,
		"sync: over the end");
	returns(u_dma_buf_device_sync(dev, 1, 0, SIZE, 1), -EINVAL,
		"sync: past the end");
	returns(u_dma_buf_device_sync(dev, 1, 0, -(u64)PAGE_SIZE, PAGE_SIZE),
		-EINVAL, "sync: a range that wraps");
	returns(u_dma_buf_device_sync(dev, 1, 0, 0, -1), -EINVAL,
		"sync: a negative size");
	report(u_dma_buf_device_sync(NULL, 1, 0, 0, SIZE) < 0,
	       "sync: no device");
}

static void test_bus_types(void)
{
	report(u_dma_buf_find_available_bus_type("pci", 3) == &pci_bus_type,
	       "bus type pci");
	report(u_dma_buf_find_available_bus_type("pci/0000:00:04.0", 3) ==
	       &pci_bus_type, "bus type pci, of a longer text");
#ifdef CONFIG_ARM_AMBA
	report(u_dma_buf_find_available_bus_type("amba", 4) == &amba_bustype,
	       "bus type amba");
#endif
	report(u_dma_buf_find_available_bus_type("pci_express", 11) ==
	       u_dma_buf_find_available_bus_type("pcie_port", 9),
	       "bus type pci_express is pcie_port");
	report(!u_dma_buf_find_available_bus_type("platform", 8),
	       "bus type platform is not one it knows");
	report(!u_dma_buf_find_available_bus_type("pc", 2),
	       "bus type: the beginning of a name");
	report(!u_dma_buf_find_available_bus_type("pcie", 4),
	       "bus type: more than a name");
	report(!u_dma_buf_find_available_bus_type("", 0), "bus type: empty");
	report(!u_dma_buf_find_available_bus_type(NULL, 0), "bus type: none");
}

static void test_parent(void)
{
	struct device *parent, *dev;

	parent = bus_find_device_by_name(&pci_bus_type, NULL, "0000:00:04.0");
	dev = u_dma_buf_device_create("child", -2, SIZE, 0, parent);
	report(!IS_ERR(dev) && dev->parent == parent, "create with a parent");
	refuses(u_dma_buf_device_create("null", -2, SIZE, 0, parent), -EEXIST,
		"create with a parent: the name of another device's node");
	if (!IS_ERR(dev))
		returns(u_dma_buf_device_remove(dev), 0,
			"remove of one with a parent");
	test_create_at(parent);
	test_refusal();
	put_device(parent);
}

/* Nobody tells when it goes: who made it removes its buffers first. */
static void test_parent_of_no_bus(void)
{
	struct device *parent = root_device_register("no-bus"), *dev;

	report(!IS_ERR(parent), "a device of no bus");
	if (IS_ERR(parent))
		return;
	parent->coherent_dma_mask = DMA_BIT_MASK(32);
	parent->dma_mask = &parent->coherent_dma_mask;
	dev = u_dma_buf_device_create("child", -2, SIZE, 0, parent);
	report(!IS_ERR(dev) && dev->parent == parent,
	       "create with a parent of no bus");
	if (!IS_ERR(dev))
		returns(u_dma_buf_device_remove(dev), 0,
			"remove of one with a parent of no bus");
	root_device_unregister(parent);
}

static void test_remove(struct device *dev)
{
	get_device(dev);
	returns(u_dma_buf_device_remove(dev), 0, "remove");
	report(u_dma_buf_device_remove(dev) < 0, "remove: a second time");
	report(u_dma_buf_device_getmap(dev, NULL, NULL, NULL) < 0,
	       "getmap: a buffer that was removed");
	put_device(dev);
	report(u_dma_buf_device_remove(NULL) < 0, "remove: no device");
	returns(PTR_ERR(u_dma_buf_device_search(NAME, -2)), -ENODEV,
		"search: a buffer that was removed");
}

static int __init functions_test_init(void)
{
	struct device *dev = u_dma_buf_device_create(NAME, 5, SIZE, 32 | 2 << 10, NULL);

	report(!IS_ERR(dev), "create with a minor and options");
	if (IS_ERR(dev))
		return PTR_ERR(dev);
	returns(MINOR(dev->devt), 5, "create: the minor");
	test_create_refusals();
	test_first_minor();
	test_search(dev);
	test_getmap(dev);
	test_info(dev);
	test_references(dev);
	test_sync(dev);
	test_bus_types();
	test_parent();
	test_parent_of_no_bus();
	test_remove(dev);
	return 0;
}
module_init(functions_test_init);

static void __exit functions_test_exit(void)
{
}
module_exit(functions_test_exit);

MODULE_DESCRIPTION("Test of the functions that u-dma-buf has for other modules");
MODULE_AUTHOR("The u-dma-buf-mgr developers");
MODULE_LICENSE("Dual BSD/GPL");
