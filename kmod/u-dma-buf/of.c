// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
/*
 * What the device tree says of a buffer.
 */

#include <linux/dma-mapping.h>
#include <linux/mm.h>
#include <linux/of.h>
#include <linux/of_reserved_mem.h>
#include <linux/pfn.h>
#include <linux/string.h>

#include "u-dma-buf.h"

/* An optional number with a range; an absent one leaves *value as it is. */
static int of_number(struct device *dev, const char *property, u64 min, u64 max,
		     u64 *value)
{
	int cells = of_property_count_u32_elems(dev->of_node, property);
	u64 number;
	u32 cell;
	int ret;

	if (cells < 0)
		return of_property_read_bool(dev->of_node, property) ?
		       dev_err_probe(dev, -EINVAL, "%s: not a number\n", property) :
		       0;
	if (cells == 1) {
		ret = of_property_read_u32(dev->of_node, property, &cell);
		number = cell;
	} else {
		ret = of_property_read_u64(dev->of_node, property, &number);
	}
	if (ret || cells > 2)
		return dev_err_probe(dev, -EINVAL,
				     "%s: one cell or two are allowed\n",
				     property);
	if (number < min || number > max)
		return dev_err_probe(dev, -EINVAL,
				     "%s = %llu: %llu to %llu are allowed\n",
				     property, number, min, max);
	*value = number;
	return 0;
}

static int of_name(struct device *dev, const struct u_dma_buf_spec *spec,
		   char *name)
{
	const char *text;

	if (!of_property_read_string(dev->of_node, "device-name", &text)) {
		if (!*text)
			return -EINVAL;
	} else if (spec->minor == U_DMA_BUF_ID_ANY) {
		text = kbasename(dev->of_node->full_name);
	} else {
		text = "";
	}
	return strscpy(name, text, U_DMA_BUF_NAME_MAX + 1) < 0 ? -EINVAL : 0;
}

static unsigned int of_mmap_mode(struct device *dev)
{
	static const char * const modes[] = {
		[U_DMA_BUF_MMAP_OFF] = "quirk-mmap-off",
		[U_DMA_BUF_MMAP_ON] = "quirk-mmap-on",
		[U_DMA_BUF_MMAP_AUTO] = "quirk-mmap-auto",
		[U_DMA_BUF_MMAP_PAGE] = "quirk-mmap-page",
	};
	unsigned int mode;

	for (mode = U_DMA_BUF_MMAP_OFF; mode <= U_DMA_BUF_MMAP_PAGE; mode++)
		if (of_property_read_bool(dev->of_node, modes[mode]))
			return mode;
	return 0;
}

static int of_sync(struct device *dev, struct u_dma_buf_spec *spec)
{
	struct u_dma_buf_sync *sync = &spec->sync;
	int ret;

	ret = of_number(dev, "sync-mode", 1, 3, &sync->mode);
	if (!ret)
		ret = of_number(dev, "sync-offset", 0, spec->size, &sync->offset);
	if (!ret)
		ret = of_number(dev, "sync-size", 0, spec->size, &sync->size);
	if (!ret)
		ret = of_number(dev, "sync-direction", DMA_BIDIRECTIONAL,
				DMA_FROM_DEVICE, &sync->direction);
	if (of_property_read_bool(dev->of_node, "sync-always"))
		sync->mode |= U_DMA_BUF_SYNC_MODE_ALWAYS;
	return ret;
}

/**
 * u_dma_buf_of_spec() - read what to create from a device's node
 * @dev: has a node
 * @spec: filled
 *
 * Return: 0; -EINVAL: a property is missing or has a value that is not allowed;
 * the log says which
 */
int u_dma_buf_of_spec(struct device *dev, struct u_dma_buf_spec *spec)
{
	u64 minor = U_DMA_BUF_MINORS;
	u64 bits = 0;
	u64 size = 0;
	int ret;

	ret = of_number(dev, "size", 1, SIZE_MAX, &size);
	if (!ret)
		ret = of_number(dev, "minor-number", 0, U_DMA_BUF_MINORS - 1,
				&minor);
	if (!ret)
		ret = of_number(dev, "dma-mask", U_DMA_BUF_DMA_MASK_MIN,
				U_DMA_BUF_DMA_MASK_MAX, &bits);
	if (ret)
		return ret;
	if (!size)
		return dev_err_probe(dev, -EINVAL, "size: missing\n");

	u_dma_buf_spec_init(spec, size);
	if (minor < U_DMA_BUF_MINORS)
		spec->minor = minor;
	spec->dma_mask_bits = bits;
	spec->mmap_mode = of_mmap_mode(dev);
	spec->origin = U_DMA_BUF_ORIGIN_DEVICE_TREE;
	ret = of_sync(dev, spec);
	if (ret)
		return ret;
	if (of_name(dev, spec, spec->name) || u_dma_buf_spec_check(spec))
		return dev_err_probe(dev, -EINVAL,
				     "device-name: not a name of 1 to %d bytes for a device node\n",
				     U_DMA_BUF_NAME_MAX);
	return 0;
}

/**
 * u_dma_buf_of_region_is_high() - is a device's own memory highmem?
 * @dev: a device with an area of CMA to itself
 *
 * Return: true if its first memory-region lies where a 32-bit kernel has no
 * addresses of its own for it
 */
bool u_dma_buf_of_region_is_high(const struct device *dev)
{
	struct device_node *node = of_parse_phandle(dev->of_node, "memory-region", 0);
	struct reserved_mem *region = node ? of_reserved_mem_lookup(node) : NULL;

	of_node_put(node);
	return region && PageHighMem(pfn_to_page(PHYS_PFN(region->base)));
}
