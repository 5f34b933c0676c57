// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
/*
 * Handing a range of a buffer to the CPU or to the device. Memory that CPU and
 * device see alike needs no work for it; its owner is kept all the same.
 */

#include <linux/dma-mapping.h>
#include <linux/mm.h>
#include <linux/pfn.h>

#include "compat.h"
#include "range.h"
#include "u-dma-buf.h"

static int sync_check(const struct u_dma_buf *buf, unsigned int direction,
		      u64 offset, u64 size)
{
	if (direction > DMA_FROM_DEVICE)
		return -EINVAL;
	return u_dma_buf_range_is_inside(offset, size, buf->size) ? 0 : -EINVAL;
}

/* Of memory that is physically contiguous, or that no cache is touched for. */
static void sync_piece(struct u_dma_buf *buf, unsigned int owner,
		       unsigned int direction, u64 offset, u64 size)
{
	dma_addr_t address = buf->memory.dma_addr + offset;

	if (owner == U_DMA_BUF_OWNER_CPU)
		dma_sync_single_for_cpu(buf->parent, address, size, direction);
	else
		dma_sync_single_for_device(buf->parent, address, size,
					   direction);
}

/*
 * Bytes from an offset on that are physically contiguous, at most size. No cache is
 * touched for a parent that is coherent, so no page is looked up.
 */
static u64 sync_piece_size(const struct u_dma_buf *buf, u64 offset, u64 size)
{
	size_t inside = offset_in_page(offset);
	size_t pages;

	if (u_dma_buf_dev_is_coherent(buf->parent))
		return size;
	pages = u_dma_buf_memory_run(&buf->memory, offset >> PAGE_SHIFT,
				     PFN_UP(inside + size));
	return min_t(u64, ((u64)pages << PAGE_SHIFT) - inside, size);
}

static void sync_hand_over(struct u_dma_buf *buf, unsigned int owner,
			   unsigned int direction, u64 offset, u64 size)
{
	u64 piece;

	lockdep_assert_held(&buf->lock);
	for (; size; offset += piece, size -= piece) {
		piece = sync_piece_size(buf, offset, size);
		sync_piece(buf, owner, direction, offset, piece);
	}
}

/*
 * Who cannot write must not undo what others wrote. But a sync for the CPU drops
 * what the CPU's caches hold, and one for the device does so on 32-bit arm, and on
 * arm64 before 5.19, unless it is for both directions. So a reader's sync first has
 * the caches write what they hold to memory.
 *
 * Not inline: where nothing is synced, the way is short.
 */
static noinline void sync_hand_over_by(struct u_dma_buf *buf, fmode_t access,
				       unsigned int owner, unsigned int direction,
				       u64 offset, u64 size)
{
	if (!(access & FMODE_WRITE) && direction != DMA_TO_DEVICE) {
		direction = DMA_BIDIRECTIONAL;
		if (owner == U_DMA_BUF_OWNER_CPU)
			sync_hand_over(buf, U_DMA_BUF_OWNER_DEVICE, direction,
				       offset, size);
	}
	sync_hand_over(buf, owner, direction, offset, size);
}

/**
 * u_dma_buf_sync_range_by() - hand a range over for the user of a file
 * @buf: not revoked, its lock held if its memory is synced
 * @access: how the file was opened, FMODE_*
 * @owner: enum u_dma_buf_sync_owner, the new owner
 * @direction: enum dma_data_direction, 0 to 2
 * @offset: bytes into the buffer
 * @size: bytes; 0 does nothing but change the owner
 *
 * Return: 0; -EINVAL: not a direction, or a range that leaves the buffer
 */
int u_dma_buf_sync_range_by(struct u_dma_buf *buf, fmode_t access,
			    unsigned int owner, unsigned int direction,
			    u64 offset, u64 size)
{
	int ret = sync_check(buf, direction, offset, size);

	if (ret)
		return ret;
	if (buf->memory.synced)
		sync_hand_over_by(buf, access, owner, direction, offset, size);
	WRITE_ONCE(buf->sync.owner, owner);
	return 0;
}

/**
 * u_dma_buf_sync_range() - hand a range over for who may write
 * @buf: as for u_dma_buf_sync_range_by(), and the rest too
 * @owner: enum u_dma_buf_sync_owner, the new owner
 * @direction: enum dma_data_direction, 0 to 2
 * @offset: bytes into the buffer
 * @size: bytes
 *
 * Return: as u_dma_buf_sync_range_by()
 */
int u_dma_buf_sync_range(struct u_dma_buf *buf, unsigned int owner,
			 unsigned int direction, u64 offset, u64 size)
{
	return u_dma_buf_sync_range_by(buf, FMODE_WRITE, owner, direction,
				       offset, size);
}

/* Under the buffer's lock, or where its memory is not synced. */
static int sync_own(struct u_dma_buf *buf, fmode_t access, unsigned int owner,
		    u64 value)
{
	struct u_dma_buf_range range = u_dma_buf_range_unpack(value);

	if (READ_ONCE(buf->revoked))
		return -ENODEV;
	if (!value)
		return 0;
	return u_dma_buf_sync_range_by(buf, access, owner, range.direction,
				       range.offset, range.size);
}

static int sync_stored(struct u_dma_buf *buf, fmode_t access, unsigned int owner)
{
	if (buf->revoked)
		return -ENODEV;
	return u_dma_buf_sync_range_by(buf, access, owner, buf->sync.direction,
				       buf->sync.offset, buf->sync.size);
}

/* Not inline, as sync_hand_over_by(). */
static noinline int sync_locked(struct u_dma_buf *buf, fmode_t access,
				unsigned int owner, u64 value)
{
	int ret;

	down_read(&buf->lock);
	ret = value == U_DMA_BUF_PACKED_GO ?
		      sync_stored(buf, access, owner) :
		      sync_own(buf, access, owner, value);
	up_read(&buf->lock);
	return ret;
}

/**
 * u_dma_buf_sync_packed() - run a sync given as one 64-bit value
 * @buf: the buffer, its lock not held
 * @access: of the file that it comes by, FMODE_*
 * @owner: enum u_dma_buf_sync_owner, the new owner
 * @value: 0: nothing; 1: with the stored offset, size and direction; any other:
 *	with its own, see u_dma_buf_range_unpack()
 *
 * Where the DMA API has nothing to do, the owner is all that changes: no lock is taken
 * for it.
 *
 * Return: 0; -EINVAL as u_dma_buf_sync_range(); -ENODEV: the buffer is gone
 */
int u_dma_buf_sync_packed(struct u_dma_buf *buf, fmode_t access,
			  unsigned int owner, u64 value)
{
	if (value == U_DMA_BUF_PACKED_GO || buf->memory.synced)
		return sync_locked(buf, access, owner, value);
	return sync_own(buf, access, owner, value);
}
