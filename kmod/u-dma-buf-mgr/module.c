// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
/*
 * The module and its parameters.
 */

#include <linux/module.h>

#include "u-dma-buf-mgr.h"

unsigned long u_dma_buf_mgr_max_buffers;
module_param_named(max_buffers, u_dma_buf_mgr_max_buffers, ulong, 0644);
MODULE_PARM_DESC(max_buffers,
		 "how many buffers there may be that were made through the manager (default 0: no limit)");

unsigned long u_dma_buf_mgr_max_bytes;
module_param_named(max_bytes, u_dma_buf_mgr_max_bytes, ulong, 0644);
MODULE_PARM_DESC(max_bytes,
		 "how many bytes they may have together (default 0: no limit)");

static int __init u_dma_buf_mgr_init(void)
{
	return u_dma_buf_mgr_device_init();
}
module_init(u_dma_buf_mgr_init);

static void __exit u_dma_buf_mgr_exit(void)
{
	u_dma_buf_mgr_device_exit();
	u_dma_buf_mgr_account_exit();
}
module_exit(u_dma_buf_mgr_exit);

MODULE_DESCRIPTION("Create and delete u-dma-buf buffers by writing text");
MODULE_AUTHOR("The u-dma-buf-mgr developers");
MODULE_LICENSE("Dual BSD/GPL");
MODULE_VERSION(U_DMA_BUF_VERSION);
