// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
/*
 * The memory of an exported part as an importer is told of it: pieces of neighbouring
 * pages, as large as the importing device can take.
 */

#include <linux/dma-mapping.h>
#include <linux/mm.h>
#include <linux/scatterlist.h>

#include "compat.h"
#include "u-dma-buf.h"

/**
 * struct pieces - what to describe
 * @memory: not private
 * @offset: bytes into it, whole pages
 * @size: bytes, whole pages
 * @max: bytes of a piece, whole pages
 */
struct pieces {
	const struct u_dma_buf_memory *memory;
	size_t offset;
	size_t size;
	size_t max;
};

static int pieces_contiguous(const struct pieces *pieces, struct sg_table *sgt)
{
	struct page *page = pieces->memory->pages +
			    (pieces->offset >> PAGE_SHIFT);
	size_t left = pieces->size;
	struct scatterlist *sg;
	unsigned int i;
	int ret;

	ret = sg_alloc_table(sgt, DIV_ROUND_UP(left, pieces->max), GFP_KERNEL);
	if (ret)
		return ret;
	for_each_sgtable_sg(sgt, sg, i) {
		sg_set_page(sg, page, min(left, pieces->max), 0);
		left -= sg->length;
		page += sg->length >> PAGE_SHIFT;
	}
	return 0;
}

/* Copies the list of the DMA API, as far as it is of the part, or counts. */
static unsigned int pieces_copy(const struct pieces *pieces,
				struct scatterlist *to)
{
	size_t skip = pieces->offset;
	size_t left = pieces->size;
	unsigned int count = 0;
	struct scatterlist *from;
	size_t at, length;
	unsigned int i;

	for_each_sgtable_sg(pieces->memory->sgt, from, i) {
		at = min_t(size_t, skip, from->length);
		skip -= at;
		for (; left && at < from->length; at += length) {
			length = min3(from->length - at, left, pieces->max);
			left -= length;
			count++;
			if (!to)
				continue;
			sg_set_page(to, sg_page(from) + (at >> PAGE_SHIFT),
				    length, 0);
			to = sg_next(to);
		}
	}
	return count;
}

static int pieces_scattered(const struct pieces *pieces, struct sg_table *sgt)
{
	int ret = sg_alloc_table(sgt, pieces_copy(pieces, NULL), GFP_KERNEL);

	if (!ret)
		pieces_copy(pieces, sgt->sgl);
	return ret;
}

/* Coherent memory with a kernel address of its own: nobody has a list of its pages. */
static int pieces_looked_up(const struct pieces *pieces, struct sg_table *sgt)
{
	size_t first = pieces->offset >> PAGE_SHIFT;
	size_t count = pieces->size >> PAGE_SHIFT;
	struct page **pages;
	size_t i;
	int ret;

	pages = kvmalloc_array(count, sizeof(*pages), GFP_KERNEL);
	if (!pages)
		return -ENOMEM;
	for (i = 0; i < count; i++)
		pages[i] = u_dma_buf_memory_page(pieces->memory, first + i);
	ret = sg_alloc_table_from_pages_segment(sgt, pages, count, 0,
						pieces->size, pieces->max,
						GFP_KERNEL);
	kvfree(pages);
	return ret;
}

/**
 * u_dma_buf_pieces() - describe a part of a buffer to a device
 * @buf: not revoked, its lock held
 * @offset: bytes into it, whole pages
 * @size: bytes, whole pages
 * @dev: the importer
 * @sgt: gets the pages, for sg_free_table()
 *
 * Return: 0; -ENOMEM; -EOPNOTSUPP: the memory has no pages
 */
int u_dma_buf_pieces(const struct u_dma_buf *buf, size_t offset, size_t size,
		     struct device *dev, struct sg_table *sgt)
{
	const struct pieces pieces = {
		.memory = &buf->memory,
		.offset = offset,
		.size = size,
		.max = max_t(size_t, PAGE_SIZE,
			     ALIGN_DOWN(dma_get_max_seg_size(dev), PAGE_SIZE)),
	};

	if (buf->memory.pages)
		return pieces_contiguous(&pieces, sgt);
	if (buf->memory.sgt)
		return pieces_scattered(&pieces, sgt);
	if (u_dma_buf_region_is_private(buf->parent))
		return -EOPNOTSUPP;
	return pieces_looked_up(&pieces, sgt);
}
