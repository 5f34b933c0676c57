// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
/*
 * The driver's function for temporary buffers, which not every driver has.
 */

#include "u-dma-buf-mgr.h"

/* A driver need not have this function: then its address is 0. */
void u_dma_buf_device_orphan(struct device *dev)
	__weak;
/* By way of data, because a call of 0 could not be linked. */
static typeof(u_dma_buf_device_orphan) *device_orphan = u_dma_buf_device_orphan;

/**
 * u_dma_buf_mgr_can_be_temporary() - has the driver temporary buffers?
 */
bool u_dma_buf_mgr_can_be_temporary(void)
{
	return READ_ONCE(device_orphan);
}

/**
 * u_dma_buf_mgr_orphan() - let go of a temporary buffer
 * @dev: as the driver returned it
 */
void u_dma_buf_mgr_orphan(struct device *dev)
{
	typeof(u_dma_buf_device_orphan) *function = READ_ONCE(device_orphan);

	function(dev);
}
