// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers

#include <linux/module.h>

#include "compat.h"
#include "yardsticks.h"

static int __init yardsticks_init(void)
{
	int ret;

	ret = yardstick_memory_init();
	if (ret)
		return ret;
	ret = bare_init();
	if (ret)
		goto err_memory;
	ret = floor_devices_init();
	if (ret)
		goto err_bare;
	ret = floor_mappings_init();
	if (ret)
		goto err_devices;
	ret = floor_export_init();
	if (ret)
		goto err_mappings;
	return 0;

err_mappings:
	floor_mappings_exit();
err_devices:
	floor_devices_exit();
err_bare:
	bare_exit();
err_memory:
	yardstick_memory_exit();
	return ret;
}
module_init(yardsticks_init);

static void __exit yardsticks_exit(void)
{
	floor_export_exit();
	floor_mappings_exit();
	floor_devices_exit();
	bare_exit();
	yardstick_memory_exit();
}
module_exit(yardsticks_exit);

MODULE_DESCRIPTION("What the benchmarks compare u-dma-buf with");
MODULE_AUTHOR("The u-dma-buf-mgr developers");
MODULE_LICENSE("Dual BSD/GPL");
MODULE_IMPORT_NS(U_DMA_BUF_DMA_BUF_NS);
