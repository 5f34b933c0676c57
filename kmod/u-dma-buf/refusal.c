// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
/*
 * Why a buffer has no memory: one line in the log, and what there is instead for who
 * asked for it.
 */

#include "memory.h"
#include "u-dma-buf.h"

/* Only where another mode has memory of the size is it worth a word. */
static unsigned int refusal_mode(const struct u_dma_buf *buf)
{
	if (buf->mmap_mode != U_DMA_BUF_MMAP_OFF &&
	    buf->mmap_mode != U_DMA_BUF_MMAP_PAGE)
		return 0;
	return u_dma_buf_memory_could(buf->parent, buf->size, U_DMA_BUF_MMAP_ON) ?
		       U_DMA_BUF_MMAP_ON : 0;
}

static void refusal_fill(const struct u_dma_buf *buf,
			 struct u_dma_buf_refusal *refusal)
{
	refusal->dma_mask = u_dma_buf_reach_mask(buf->parent);
	refusal->largest = u_dma_buf_memory_largest(buf->parent, buf->size,
						    buf->mmap_mode);
	refusal->mmap_mode = refusal_mode(buf);
}

static const char *refusal_hint(const struct u_dma_buf *buf,
				const struct u_dma_buf_refusal *refusal)
{
	if (refusal->mmap_mode)
		return ", quirk-mmap-on has memory of this size";
	return refusal->largest < buf->size ? "" : ", but taking it failed";
}

static void refusal_no_memory(const struct u_dma_buf *buf,
			      struct u_dma_buf_refusal *refusal)
{
	if (!buf->memory.has_address)
		refusal_fill(buf, refusal);
	if (!u_dma_buf_place_complain(buf, -ENOMEM, refusal))
		dev_err(&buf->dev,
			"cannot allocate %zu bytes for %s: DMA mask 0x%llx, largest piece now %llu bytes%s\n",
			buf->size, dev_name(buf->parent), refusal->dma_mask,
			refusal->largest, refusal_hint(buf, refusal));
}

/**
 * u_dma_buf_refuse() - say why a buffer has no memory
 * @buf: without its memory
 * @error: that its allocation ended with
 * @refusal: zeroed; filled where there is no memory of the size
 */
void u_dma_buf_refuse(const struct u_dma_buf *buf, int error,
		      struct u_dma_buf_refusal *refusal)
{
	switch (error) {
	case -ENOMEM:
		refusal_no_memory(buf, refusal);
		break;
	case -EOPNOTSUPP:
		dev_err(&buf->dev,
			"the memory of this machine is encrypted: use quirk-mmap-off\n");
		break;
	case -EIO:
		dev_err(&buf->dev, "%s cannot do DMA: it has no DMA mask\n",
			dev_name(buf->parent));
		break;
	case -ENXIO:
		dev_err(&buf->dev,
			"%s cannot do DMA: its IOMMU is not set up for it, bind a driver to it\n",
			dev_name(buf->parent));
		break;
	default:
		u_dma_buf_place_complain(buf, error, refusal);
	}
}
