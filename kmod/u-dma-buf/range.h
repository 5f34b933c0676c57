/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/* SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers */
/*
 * Ranges of a buffer as users give them: nothing in here is believed, and nothing
 * wraps. Pure, so that KUnit can test it where there is no DMA.
 */
#ifndef U_DMA_BUF_RANGE_H
#define U_DMA_BUF_RANGE_H

#include <linux/bitfield.h>
#include <linux/bits.h>
#include <linux/types.h>

/* A sync with arguments of its own: see "packed" in the documentation. */
#define U_DMA_BUF_PACKED_OFFSET		GENMASK_ULL(63, 32)
#define U_DMA_BUF_PACKED_SIZE		GENMASK_ULL(31, 4)
#define U_DMA_BUF_PACKED_SIZE_UNIT	16
#define U_DMA_BUF_PACKED_DIRECTION	GENMASK_ULL(3, 2)
/* To the device and from it: what 0 says too. */
#define U_DMA_BUF_PACKED_BOTH		3
#define U_DMA_BUF_PACKED_GO		BIT_ULL(0)

/**
 * struct u_dma_buf_range - a range to hand over, and how
 * @offset: bytes into the buffer
 * @size: bytes
 * @direction: enum dma_data_direction, 0 to 2
 */
struct u_dma_buf_range {
	u64 offset;
	u64 size;
	unsigned int direction;
};

/**
 * u_dma_buf_range_is_inside() - does a range leave the whole?
 * @offset: where it begins
 * @size: of it
 * @whole: size of what it must be in
 */
static inline bool u_dma_buf_range_is_inside(u64 offset, u64 size, u64 whole)
{
	return offset <= whole && size <= whole - offset;
}

/**
 * u_dma_buf_range_unpack() - the range in the value of a packed sync
 * @value: bits 63..32 offset, 31..4 size in units of 16 bytes at their place,
 *	3..2 direction; 3 says both ways, as 0 does
 */
static inline struct u_dma_buf_range u_dma_buf_range_unpack(u64 value)
{
	unsigned int direction = FIELD_GET(U_DMA_BUF_PACKED_DIRECTION, value);

	return (struct u_dma_buf_range) {
		.offset = FIELD_GET(U_DMA_BUF_PACKED_OFFSET, value),
		.size = FIELD_GET(U_DMA_BUF_PACKED_SIZE, value) *
			U_DMA_BUF_PACKED_SIZE_UNIT,
		.direction = direction == U_DMA_BUF_PACKED_BOTH ? 0 : direction,
	};
}

#endif
