// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
/*
 * The memory of all floors but that of create: one block, which what is larger has
 * many times.
 */

#include <linux/gfp.h>

#include "yardsticks.h"

static struct page *memory_block;

struct page *yardstick_page(size_t index)
{
	return memory_block + index % (YARDSTICK_BLOCK >> PAGE_SHIFT);
}

int yardstick_memory_init(void)
{
	unsigned int order = get_order(YARDSTICK_BLOCK);

	memory_block = alloc_pages(GFP_KERNEL | __GFP_ZERO, order);
	if (!memory_block)
		return -ENOMEM;
	split_page(memory_block, order);
	return 0;
}

void yardstick_memory_exit(void)
{
	size_t i;

	for (i = 0; i < YARDSTICK_BLOCK >> PAGE_SHIFT; i++)
		__free_page(memory_block + i);
}
