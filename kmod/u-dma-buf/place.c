// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
/*
 * Memory that must lie at an address, or in a region of the device tree. Either is a
 * promise: where it cannot be kept there is no buffer, and the log says why.
 */

#include <linux/dma-mapping.h>
#include <linux/mm.h>

#include "compat.h"
#include "memory.h"
#include "u-dma-buf.h"

static void place_complain_region(const struct u_dma_buf *buf,
				  const struct u_dma_buf_region *region,
				  const char *reason, u64 largest)
{
	phys_addr_t last = region->base + region->size - 1;

	dev_err(&buf->dev,
		"cannot allocate %zu bytes for %s in its region %s (%pap to %pap): %s; DMA mask 0x%llx, largest free piece that it reaches %llu bytes\n",
		buf->size, dev_name(buf->parent), region->name, &region->base,
		&last, reason, u_dma_buf_reach_mask(buf->parent), largest);
}

/* A device's own memory begins at the region's first byte, if anywhere. */
static int place_check_region(const struct u_dma_buf *buf,
			      const struct u_dma_buf_region *region)
{
	const char *reason;
	int ret;

	if (buf->size > region->size) {
		ret = -EFBIG;
		reason = "it is smaller";
	} else if (!u_dma_buf_reach_fits(buf->parent, region->base,
					 PAGE_ALIGN(buf->size))) {
		ret = -ERANGE;
		reason = "it lies above the DMA mask";
	} else {
		return 0;
	}
	place_complain_region(buf, region, reason,
			      u_dma_buf_memory_largest(buf->parent, region->size,
						       buf->mmap_mode));
	return ret;
}

/* Anything but -EBUSY and -ENOMEM is known before memory is asked for. */
static const char *place_reason(int error)
{
	switch (error) {
	case -EINVAL:
		return "not a multiple of the page size";
	case -ENXIO:
		return "no RAM";
	case -EACCES:
		return "reserved memory";
	case -EPERM:
		return "memory of ZONE_MOVABLE or highmem";
	case -ERANGE:
		return "beyond what the device reaches";
	case -EXDEV:
		return "the device has a memory-region of its own";
	case -EBUSY:
		return "memory in use that cannot be moved away";
	case -ENOMEM:
		return "too little memory would be left for others";
	default:
		return "this kernel cannot empty memory";
	}
}

static void place_complain_address(const struct u_dma_buf *buf, int error,
				   phys_addr_t obstacle)
{
	phys_addr_t first = buf->memory.address;
	struct u_dma_buf_region region;

	if (u_dma_buf_region_at(first, first + PAGE_ALIGN(buf->size) - 1, &region))
		dev_err(&buf->dev,
			"cannot lie at 0x%llx: %s at %pap: the region %s of reserved-memory, which region= gives memory from\n",
			buf->memory.address, place_reason(error), &obstacle,
			region.name);
	else
		dev_err(&buf->dev, "cannot lie at 0x%llx: %s at %pap; DMA mask 0x%llx\n",
			buf->memory.address, place_reason(error), &obstacle,
			u_dma_buf_reach_mask(buf->parent));
}

/* Fills the address of what is in the way. */
static int place_look(const struct u_dma_buf *buf, phys_addr_t *obstacle)
{
	u64 address = buf->memory.address;
	u64 last = address + PAGE_ALIGN(buf->size) - 1;

	*obstacle = address;
	if (!PAGE_ALIGNED(address))
		return -EINVAL;
	if (last < address || (phys_addr_t)last != last)
		return -ENXIO;
	if (!u_dma_buf_reach_fits(buf->parent, address, PAGE_ALIGN(buf->size)))
		return -ERANGE;
	if (!IS_ENABLED(CONFIG_CONTIG_ALLOC))
		return -EOPNOTSUPP;
	return u_dma_buf_contig_look(obstacle, PAGE_ALIGN(buf->size));
}

static int place_check_address(const struct u_dma_buf *buf)
{
	phys_addr_t obstacle;
	int ret;

	if (buf->mmap_mode == U_DMA_BUF_MMAP_OFF &&
	    !u_dma_buf_dev_is_coherent(buf->parent)) {
		dev_err(&buf->dev,
			"cannot lie at 0x%llx with quirk-mmap-off, because %s is not coherent: use quirk-mmap-on\n",
			buf->memory.address, dev_name(buf->parent));
		return -EOPNOTSUPP;
	}
	ret = place_look(buf, &obstacle);
	if (ret)
		place_complain_address(buf, ret, obstacle);
	return ret;
}

/**
 * u_dma_buf_place_check() - can the memory of a buffer lie where it must?
 * @buf: without its memory
 *
 * Return: 0; of a region, which the device tree or region= gave the device: -EFBIG: it is
 * smaller; -ERANGE: it lies above the device's mask; of an address: -EINVAL: not a
 * multiple of the page size; -ERANGE; -EXDEV: the device has a region of its own;
 * -EOPNOTSUPP: not in this mmap mode on this device, or this kernel empties no range;
 * what u_dma_buf_contig_look() says. The log has a line.
 */
int u_dma_buf_place_check(const struct u_dma_buf *buf)
{
	struct u_dma_buf_region region;
	bool has_region = u_dma_buf_region_of(buf->parent, &region);

	if (has_region && buf->memory.has_address) {
		place_complain_address(buf, -EXDEV, region.base);
		return -EXDEV;
	}
	if (has_region)
		return place_check_region(buf, &region);
	return buf->memory.has_address ? place_check_address(buf) : 0;
}

/**
 * u_dma_buf_place_complain() - say why there is no memory where it must be
 * @buf: without its memory
 * @error: that its allocation ended with
 * @refusal: what there is, if @error is -ENOMEM
 *
 * Return: false where it may be anywhere
 */
bool u_dma_buf_place_complain(const struct u_dma_buf *buf, int error,
			      const struct u_dma_buf_refusal *refusal)
{
	struct u_dma_buf_region region;

	if (u_dma_buf_region_of(buf->parent, &region))
		place_complain_region(buf, &region, "no piece of this size is free",
				      refusal->largest);
	else if (buf->memory.has_address)
		place_complain_address(buf, error, buf->memory.address);
	else
		return false;
	return true;
}
