// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
/*
 * The module's parameters that its files share. Those that ask for buffers are in module.c.
 */

#define pr_fmt(fmt) "u-dma-buf: " fmt

#include <linux/module.h>

#include "u-dma-buf.h"

int u_dma_buf_info_enable = U_DMA_BUF_INFO_CREATE;
module_param_named(info_enable, u_dma_buf_info_enable, int, 0644);
MODULE_PARM_DESC(info_enable,
		 "what to log: bit 0 the creation of buffers, bit 1 also how they do DMA (default 1)");

int u_dma_buf_dma_mask_bit = 32;
module_param_named(dma_mask_bit, u_dma_buf_dma_mask_bit, int, 0444);
MODULE_PARM_DESC(dma_mask_bit,
		 "bits of the DMA mask of buffers without a parent, 12 to 64 (default 32)");

int u_dma_buf_quirk_mmap_mode =
	IS_ENABLED(CONFIG_ARM) || IS_ENABLED(CONFIG_ARM64) ?
		U_DMA_BUF_MMAP_ON : U_DMA_BUF_MMAP_AUTO;
module_param_named(quirk_mmap_mode, u_dma_buf_quirk_mmap_mode, int, 0444);
MODULE_PARM_DESC(quirk_mmap_mode,
		 "mmap mode of buffers that ask for none: 1 off, 2 on, 3 auto, 4 page (default 2 on arm and arm64, else 3)");

bool u_dma_buf_class_udmabuf;
module_param_named(class_udmabuf, u_dma_buf_class_udmabuf, bool, 0444);
MODULE_PARM_DESC(class_udmabuf,
		 "list the buffers in /sys/class/udmabuf too, their path before version 2 (default N)");

/**
 * u_dma_buf_parameters_check() - refuse parameters that no buffer could be made by
 *
 * Return: 0; -EINVAL: the log says which
 */
int u_dma_buf_parameters_check(void)
{
	if (u_dma_buf_dma_mask_bit < U_DMA_BUF_DMA_MASK_MIN ||
	    u_dma_buf_dma_mask_bit > U_DMA_BUF_DMA_MASK_MAX) {
		pr_err("dma_mask_bit=%d: %d to %d are allowed\n",
		       u_dma_buf_dma_mask_bit, U_DMA_BUF_DMA_MASK_MIN,
		       U_DMA_BUF_DMA_MASK_MAX);
		return -EINVAL;
	}
	if (u_dma_buf_quirk_mmap_mode < U_DMA_BUF_MMAP_OFF ||
	    u_dma_buf_quirk_mmap_mode > U_DMA_BUF_MMAP_PAGE) {
		pr_err("quirk_mmap_mode=%d: 1 to 4 are allowed\n",
		       u_dma_buf_quirk_mmap_mode);
		return -EINVAL;
	}
	return 0;
}
