// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
/*
 * The module. Its parameters are in account.c, which keeps to them.
 */

#include <linux/module.h>

#include "u-dma-buf-mgr.h"

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
