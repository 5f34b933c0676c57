// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
/*
 * Regions of memory that the device tree keeps: the children of /reserved-memory. The
 * kernel gives one to a device whose node names it (memory-region); a device that this
 * driver makes for a buffer has no node, and gets its region here.
 */

#include <linux/device.h>
#include <linux/mutex.h>
#include <linux/of.h>
#include <linux/of_reserved_mem.h>
#include <linux/string.h>

#include "u-dma-buf.h"

#define REGION_ROOT	"/reserved-memory"

/* The kernel sets up a region that is no-map for its first device. */
static DEFINE_MUTEX(region_lock);

/*
 * What the DMA API allocates from for a device that has a region, which is also what the
 * kernel keeps with the region itself. The kernel tells of neither by a function.
 */
static const void *region_private_pool(const struct device *dev)
{
#ifdef CONFIG_DMA_DECLARE_COHERENT
	return dev->dma_mem;
#else
	return NULL;
#endif
}

static const void *region_cma_pool(const struct device *dev)
{
#ifdef CONFIG_DMA_CMA
	return dev->cma_area;
#else
	return NULL;
#endif
}

static const void *region_pool(const struct device *dev)
{
	return region_private_pool(dev) ?: region_cma_pool(dev);
}

/**
 * u_dma_buf_region_is_private() - does a device have memory of its own?
 * @dev: the device that does the DMA
 *
 * Memory that the device tree gave to the device alone (a shared-dma-pool with
 * no-map) has no struct page and comes as coherent memory only.
 */
bool u_dma_buf_region_is_private(const struct device *dev)
{
	return region_private_pool(dev);
}

/**
 * u_dma_buf_region_is_cma() - does a device have an area of CMA to itself?
 * @dev: the device that does the DMA
 *
 * The device tree gave it a reusable shared-dma-pool.
 */
bool u_dma_buf_region_is_cma(const struct device *dev)
{
	return region_cma_pool(dev);
}

static bool region_has_name(const struct device_node *node, const char *name)
{
	const char *full = kbasename(node->full_name);
	size_t len = strlen(name);

	return !strncmp(full, name, len) && (!full[len] || full[len] == '@');
}

/* Trees that overlays fit, as dtc makes them by -@, have their labels. */
static struct device_node *region_by_label(const char *label)
{
	struct device_node *symbols = of_find_node_by_path("/__symbols__");
	struct device_node *node = NULL;
	const char *path;

	if (symbols && !of_property_read_string(symbols, label, &path) &&
	    strstarts(path, REGION_ROOT "/"))
		node = of_find_node_by_path(path);
	of_node_put(symbols);
	return node;
}

static struct device_node *region_find(const char *name)
{
	struct device_node *root = of_find_node_by_path(REGION_ROOT);
	struct device_node *found = NULL;
	struct device_node *node;

	for_each_child_of_node(root, node) {
		if (!region_has_name(node, name))
			continue;
		if (found) {
			of_node_put(node);
			of_node_put(found);
			found = ERR_PTR(-ENOTUNIQ);
			break;
		}
		found = of_node_get(node);
	}
	of_node_put(root);
	return found ?: region_by_label(name) ?: ERR_PTR(-ENOENT);
}

static int region_give(struct device *dev, struct reserved_mem *region)
{
	int ret;

	if (!region || !region->ops || !region->ops->device_init)
		return -ENODEV;
	mutex_lock(&region_lock);
	ret = region->ops->device_init(region, dev);
	mutex_unlock(&region_lock);
	if (ret || region_pool(dev) == region->priv)
		return ret;
	region->ops->device_release(region, dev);
	return -ENODEV;
}

static const char *region_reason(int error)
{
	switch (error) {
	case -ENOENT:
		return "no such node";
	case -ENOTUNIQ:
		return "several nodes have this name: give the unit address too";
	case -ENODEV:
		return "not a shared-dma-pool that is reusable or no-map, or disabled";
	default:
		return "the kernel cannot set it up";
	}
}

/**
 * u_dma_buf_region_take() - give a device a region to have its memory from
 * @dev: without a node in the device tree, and with its DMA mask
 * @name: of a child of /reserved-memory: "name", "name@address" or its label
 *
 * Return: 0; -ENOENT: there is none of this name; -ENOTUNIQ: several have it; -ENODEV:
 * not a shared-dma-pool, or disabled; or what the kernel says. The log has a line.
 */
int u_dma_buf_region_take(struct device *dev, const char *name)
{
	struct device_node *node = region_find(name);
	int ret;

	if (IS_ERR(node)) {
		ret = PTR_ERR(node);
	} else {
		ret = region_give(dev, of_reserved_mem_lookup(node));
		of_node_put(node);
	}
	if (ret)
		dev_err(dev, "region %s of reserved-memory: error %d: %s\n",
			name, ret, region_reason(ret));
	return ret;
}

/* The region for which this holds, or NULL. */
static struct reserved_mem *
region_search(bool (*matches)(const struct reserved_mem *region,
			      const void *data), const void *data)
{
	struct device_node *root = of_find_node_by_path(REGION_ROOT);
	struct reserved_mem *found = NULL;
	struct device_node *node;

	for_each_child_of_node(root, node) {
		found = of_reserved_mem_lookup(node);
		if (found && matches(found, data)) {
			of_node_put(node);
			break;
		}
		found = NULL;
	}
	of_node_put(root);
	return found;
}

static bool region_has_pool(const struct reserved_mem *region, const void *pool)
{
	return region->priv == pool;
}

static struct reserved_mem *region_of(const struct device *dev)
{
	const void *pool = region_pool(dev);

	return pool ? region_search(region_has_pool, pool) : NULL;
}

/**
 * u_dma_buf_region_release() - take a region from a device
 * @dev: its memory has been given back; it need not have a region
 */
void u_dma_buf_region_release(struct device *dev)
{
	struct reserved_mem *region = region_of(dev);

	if (region && region->ops && region->ops->device_release)
		region->ops->device_release(region, dev);
}

static bool region_fill(struct u_dma_buf_region *region,
			const struct reserved_mem *found)
{
	if (!found)
		return false;
	*region = (struct u_dma_buf_region) {
		.name = found->name,
		.base = found->base,
		.size = found->size,
	};
	return true;
}

/**
 * u_dma_buf_region_of() - the region that a device has its memory from
 * @dev: a device of any driver
 * @region: filled where there is one
 *
 * Return: whether the device has one, from its node or by u_dma_buf_region_take()
 */
bool u_dma_buf_region_of(const struct device *dev, struct u_dma_buf_region *region)
{
	return region_fill(region, region_of(dev));
}

struct region_range {
	phys_addr_t first;
	phys_addr_t last;
};

static bool region_overlaps(const struct reserved_mem *region, const void *data)
{
	const struct region_range *range = data;

	return region->size && range->first <= region->base + region->size - 1 &&
	       range->last >= region->base;
}

/**
 * u_dma_buf_region_at() - the region that a range lies in, if only in part
 * @first: physical address of the first byte
 * @last: of the last
 * @region: filled where there is one
 *
 * Return: whether there is one
 */
bool u_dma_buf_region_at(phys_addr_t first, phys_addr_t last,
			 struct u_dma_buf_region *region)
{
	const struct region_range range = { first, last };

	return region_fill(region, region_search(region_overlaps, &range));
}
