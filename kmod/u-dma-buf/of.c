// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
/*
 * What the device tree says of a buffer.
 */

#include <linux/dma-mapping.h>
#include <linux/of.h>
#include <linux/string.h>

#include "u-dma-buf.h"

/**
 * struct of_number - a number that a node may have
 * @property: its name
 * @min: the least that is allowed
 * @max: the greatest
 * @is_optional: there is a buffer without it, and none is the worse for that
 */
struct of_number {
	const char *property;
	u64 min;
	u64 max;
	bool is_optional;
};

/* Says what is wrong with a property, and what comes of it. */
static __printf(3, 4) int of_complain(struct device *dev, bool is_optional,
				      const char *format, ...)
{
	struct va_format text = { .fmt = format };
	va_list args;

	va_start(args, format);
	text.va = &args;
	if (is_optional)
		dev_warn(dev, "%pV; the default is used\n", &text);
	else
		dev_err(dev, "%pV; no buffer is made\n", &text);
	va_end(args);
	return -EINVAL;
}

static int of_read_cells(const struct device_node *node, const char *property,
			 u64 *value)
{
	int count = of_property_count_u32_elems(node, property);
	u32 cells[2];

	if (count != 1 && count != 2)
		return -EINVAL;
	if (of_property_read_u32_array(node, property, cells, count))
		return -EINVAL;
	*value = count == 1 ? cells[0] : (u64)cells[0] << 32 | cells[1];
	return 0;
}

/* *value stays as it is where the node has no such property, or a bad one. */
static int of_take_number(struct device *dev, const struct of_number *number,
			  u64 *value)
{
	const char *property = number->property;
	u64 given;

	if (!of_find_property(dev->of_node, property, NULL))
		return 0;
	if (of_read_cells(dev->of_node, property, &given))
		return of_complain(dev, number->is_optional,
				   "%s: not a number of one cell or two",
				   property);
	if (given < number->min || given > number->max)
		return of_complain(dev, number->is_optional,
				   "%s = %llu: %llu to %llu are allowed",
				   property, given, number->min, number->max);
	*value = given;
	return 0;
}

/* An optional number, whose default is what *value is. */
static void of_optional(struct device *dev, const char *property, u64 min,
			u64 max, u64 *value)
{
	const struct of_number number = { property, min, max, true };

	of_take_number(dev, &number, value);
}

/* The rest of the spec is good, so what may be wrong is the name. */
static int of_set_name(struct u_dma_buf_spec *spec, const char *name)
{
	if (strscpy(spec->name, name, sizeof(spec->name)) > 0 &&
	    !u_dma_buf_spec_check(spec))
		return 0;
	spec->name[0] = '\0';
	return -EINVAL;
}

static bool of_has_name(struct device *dev, struct u_dma_buf_spec *spec)
{
	const char *name;

	if (!of_find_property(dev->of_node, "device-name", NULL))
		return false;
	if (!of_property_read_string(dev->of_node, "device-name", &name) &&
	    !of_set_name(spec, name))
		return true;
	of_complain(dev, true,
		    "device-name: not a name of 1 to %d bytes for a device node",
		    U_DMA_BUF_NAME_MAX);
	return false;
}

static int of_name(struct device *dev, struct u_dma_buf_spec *spec)
{
	const char *node = kbasename(dev->of_node->full_name);

	if (of_has_name(dev, spec) || spec->minor != U_DMA_BUF_ID_ANY ||
	    !of_set_name(spec, node))
		return 0;
	return of_complain(dev, false,
			   "%s: not a name of 1 to %d bytes for a device node, and there is no device-name",
			   node, U_DMA_BUF_NAME_MAX);
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

static void of_sync(struct device *dev, struct u_dma_buf_spec *spec)
{
	struct u_dma_buf_sync *sync = &spec->sync;

	of_optional(dev, "sync-mode", 1, 3, &sync->mode);
	of_optional(dev, "sync-offset", 0, spec->size, &sync->offset);
	of_optional(dev, "sync-size", 0, spec->size, &sync->size);
	of_optional(dev, "sync-direction", DMA_BIDIRECTIONAL, DMA_FROM_DEVICE,
		    &sync->direction);
	if (of_property_read_bool(dev->of_node, "sync-always"))
		sync->mode |= U_DMA_BUF_SYNC_MODE_ALWAYS;
}

/**
 * u_dma_buf_of_spec() - read what to create from a device's node
 * @dev: has a node
 * @spec: filled
 *
 * A wrong size is not what a device was told to use, and memory beyond a mask that
 * cannot be read is not what it can reach: then there is no buffer. Any other property
 * that is bad has its default.
 *
 * Return: 0; -EINVAL: there can be no buffer, and the log says why
 */
int u_dma_buf_of_spec(struct device *dev, struct u_dma_buf_spec *spec)
{
	static const struct of_number size_property = {
		"size", 1, SIZE_MAX, false
	};
	static const struct of_number mask_property = {
		"dma-mask", U_DMA_BUF_DMA_MASK_MIN, U_DMA_BUF_DMA_MASK_MAX, false
	};
	u64 minor = U_DMA_BUF_MINORS;
	u64 bits = 0;
	u64 size = 0;

	if (of_take_number(dev, &size_property, &size) ||
	    of_take_number(dev, &mask_property, &bits))
		return -EINVAL;
	if (!size)
		return of_complain(dev, false, "size: missing");
	of_optional(dev, "minor-number", 0, U_DMA_BUF_MINORS - 1, &minor);

	u_dma_buf_spec_init(spec, size);
	if (minor < U_DMA_BUF_MINORS)
		spec->minor = minor;
	spec->dma_mask_bits = bits;
	spec->mmap_mode = of_mmap_mode(dev);
	spec->origin = U_DMA_BUF_ORIGIN_DEVICE_TREE;
	of_sync(dev, spec);
	return of_name(dev, spec);
}
