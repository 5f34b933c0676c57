// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
/*
 * Buffers on devices of other drivers: finding the device, and ending its
 * buffers before it, or the driver that set it up for DMA, goes.
 */

#define pr_fmt(fmt) "u-dma-buf " fmt

#include <linux/acpi.h>
#include <linux/device.h>
#include <linux/list.h>
#include <linux/module.h>
#include <linux/mutex.h>
#include <linux/notifier.h>
#include <linux/of.h>
#include <linux/platform_device.h>
#include <linux/slab.h>
#include <linux/string.h>

#ifdef CONFIG_ARM_AMBA
#include <linux/amba/bus.h>
#endif
#ifdef CONFIG_PCI
#include <linux/pci.h>
#endif

#include "u-dma-buf.h"

#ifdef CONFIG_PCIEPORTBUS
/* Declared in a private header of the PCI core; exported until 6.8 or so. */
extern struct bus_type pcie_port_bus_type __weak;
/* By way of data, because code might not be linked to an address of 0. */
static struct bus_type *pcie_port_bus = &pcie_port_bus_type;
#define PCIE_PORT_BUS_NAME	"pci_express"
#endif

/**
 * struct parent_watch - one bus whose devices have had buffers
 * @node: in the list of them
 * @bus: the bus
 * @nb: hears what happens to its devices
 */
struct parent_watch {
	struct list_head node;
	struct bus_type *bus;
	struct notifier_block nb;
};

static LIST_HEAD(parent_watches);
static DEFINE_MUTEX(parent_watches_lock);

static void parent_end_buffers(const struct device *parent)
{
	struct u_dma_buf *buf;

	while ((buf = u_dma_buf_registry_get_foreign(parent))) {
		u_dma_buf_destroy(buf);
		put_device(&buf->dev);
	}
}

static int parent_notify(struct notifier_block *nb, unsigned long action,
			 void *data)
{
	switch (action) {
	case BUS_NOTIFY_DEL_DEVICE:
	case BUS_NOTIFY_UNBIND_DRIVER:
	case BUS_NOTIFY_REMOVED_DEVICE:
		parent_end_buffers(data);
		break;
	}
	return NOTIFY_DONE;
}

#ifdef CONFIG_PCI
static const char *iommu_property(struct device *parent,
				  struct device_node **node)
{
	struct device *bridge;
	struct pci_bus *bus;

	if (!dev_is_pci(parent)) {
		*node = parent->of_node;
		return "iommus";
	}
	for (bus = to_pci_dev(parent)->bus; !pci_is_root_bus(bus);)
		bus = bus->parent;
	bridge = bus->bridge->parent;
	*node = bridge ? bridge->of_node : NULL;
	return "iommu-map";
}
#else
static const char *iommu_property(struct device *parent,
				  struct device_node **node)
{
	*node = parent->of_node;
	return "iommus";
}
#endif

/*
 * Where the device tree or ACPI's IORT describes the IOMMUs (arm, arm64, riscv), a
 * device is attached to its IOMMU when a driver binds. Until then the DMA API
 * hands out physical addresses, which the IOMMU stops. What an IORT says of a
 * device is the kernel's secret, so where it has an IOMMU no device without a
 * driver is trusted.
 */
static bool parent_lacks_iommu(struct device *parent)
{
	struct device_node *node;
	const char *property;

	if (parent->driver || device_iommu_mapped(parent))
		return false;
	if (IS_ENABLED(CONFIG_ACPI_IORT) && !acpi_disabled)
		return u_dma_buf_acpi_has_iommu();
	property = iommu_property(parent, &node);
	return node && of_find_property(node, property, NULL);
}

/**
 * u_dma_buf_parent_check() - can a device be given memory for DMA?
 * @parent: a device of another driver, or of none
 *
 * Return: 0; -EIO: it cannot, and the log says why
 */
int u_dma_buf_parent_check(struct device *parent)
{
	if (!parent_lacks_iommu(parent))
		return 0;
	pr_err("%s: behind an IOMMU, and no driver is bound that would attach it: bind one first, uio_pci_generic will do\n",
	       dev_name(parent));
	return -EIO;
}

static int parent_watch_bus(struct bus_type *bus)
{
	struct parent_watch *watch;
	int ret;

	list_for_each_entry(watch, &parent_watches, node)
		if (watch->bus == bus)
			return 0;
	watch = kzalloc(sizeof(*watch), GFP_KERNEL);
	if (!watch)
		return -ENOMEM;
	watch->bus = bus;
	watch->nb.notifier_call = parent_notify;
	/* Before the IOMMU's, which takes the addresses away. */
	watch->nb.priority = 1;
	ret = bus_register_notifier(bus, &watch->nb);
	if (ret)
		kfree(watch);
	else
		list_add(&watch->node, &parent_watches);
	return ret;
}

/**
 * u_dma_buf_parent_watch() - end the buffers of a device when it goes
 * @parent: a device of any bus
 *
 * Return: 0 or -ENOMEM
 */
int u_dma_buf_parent_watch(struct device *parent)
{
	int ret;

	if (!parent->bus)
		return 0;
	mutex_lock(&parent_watches_lock);
	ret = parent_watch_bus((struct bus_type *)parent->bus);
	mutex_unlock(&parent_watches_lock);
	return ret;
}

/* For module exit: end all buffers on devices of other drivers. */
void u_dma_buf_parent_exit(void)
{
	struct parent_watch *watch, *next;

	parent_end_buffers(NULL);
	list_for_each_entry_safe(watch, next, &parent_watches, node) {
		bus_unregister_notifier(watch->bus, &watch->nb);
		kfree(watch);
	}
}

#ifdef CONFIG_PCIEPORTBUS
static int find_port_bus(struct device *dev, void *data)
{
	struct bus_type **bus = data;

	if (!dev->bus || strcmp(dev->bus->name, PCIE_PORT_BUS_NAME))
		return 0;
	*bus = (struct bus_type *)dev->bus;
	return 1;
}

static int find_port_bus_below(struct device *dev, void *data)
{
	return device_for_each_child(dev, data, find_port_bus);
}

/* Where the kernel keeps the bus to itself, any of its devices tells. */
static struct bus_type *parent_pcie_port_bus(void)
{
	struct bus_type *bus = READ_ONCE(pcie_port_bus);

	if (!bus)
		bus_for_each_dev(&pci_bus_type, NULL, &bus,
				 find_port_bus_below);
	return bus;
}
#endif

static bool bus_name_is(const char *bus, const char *name, int len)
{
	return strlen(bus) == len && !memcmp(bus, name, len);
}

/**
 * u_dma_buf_find_available_bus_type() - a bus by the name that users give it
 * @name: amba, pci, pcie_port, or pci_express as the kernel calls the latter; need
 *	not end in NUL
 * @name_len: bytes of @name
 *
 * Return: the bus; NULL: not one of them, or not in this kernel
 */
struct bus_type *u_dma_buf_find_available_bus_type(char *name, int name_len)
{
	if (!name || name_len <= 0)
		return NULL;
#ifdef CONFIG_ARM_AMBA
	if (bus_name_is("amba", name, name_len))
		return (struct bus_type *)&amba_bustype;
#endif
#ifdef CONFIG_PCI
	if (bus_name_is("pci", name, name_len))
		return (struct bus_type *)&pci_bus_type;
#endif
#ifdef CONFIG_PCIEPORTBUS
	if (bus_name_is("pcie_port", name, name_len) ||
	    bus_name_is(PCIE_PORT_BUS_NAME, name, name_len))
		return parent_pcie_port_bus();
#endif
	return NULL;
}
EXPORT_SYMBOL(u_dma_buf_find_available_bus_type);

static struct bus_type *parent_bus(const char *name, int len)
{
	if (bus_name_is("platform", name, len))
		return (struct bus_type *)&platform_bus_type;
	return u_dma_buf_find_available_bus_type((char *)name, len);
}

/**
 * u_dma_buf_parent_find() - the device that a bind parameter names
 * @binding: "<bus>/<device>", or "<device>" on the platform bus
 *
 * Return: the device with a reference; ERR_PTR(-EINVAL): unknown bus;
 * ERR_PTR(-ENODEV): no such device
 */
struct device *u_dma_buf_parent_find(const char *binding)
{
	const char *slash = strchr(binding, '/');
	const char *name = slash ? slash + 1 : binding;
	struct bus_type *bus = slash ? parent_bus(binding, slash - binding) :
				       parent_bus("platform", 8);
	struct device *dev;

	if (!bus)
		return ERR_PTR(-EINVAL);
	dev = bus_find_device_by_name(bus, NULL, name);
	return dev ?: ERR_PTR(-ENODEV);
}
