// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
/*
 * The memory of all floors but that of create: pages, and a block that a PMD maps. What
 * is larger has them many times.
 */

#include <linux/gfp.h>

#include "yardsticks.h"

#define BLOCK_ORDER	get_order(YARDSTICK_BLOCK)

static struct page *memory_pages;
static struct page *memory_block;

struct page *yardstick_page(size_t index)
{
	return memory_pages + index % (YARDSTICK_PAGES >> PAGE_SHIFT);
}

struct page *yardstick_block(void)
{
	return memory_block;
}

static void free_single_pages(void)
{
	size_t i;

	for (i = 0; i < YARDSTICK_PAGES >> PAGE_SHIFT; i++)
		__free_page(memory_pages + i);
}

int yardstick_memory_init(void)
{
	unsigned int order = get_order(YARDSTICK_PAGES);

	memory_pages = alloc_pages(GFP_KERNEL | __GFP_ZERO, order);
	if (!memory_pages)
		return -ENOMEM;
	split_page(memory_pages, order);
	memory_block = alloc_pages(GFP_KERNEL | __GFP_ZERO | __GFP_COMP,
				   BLOCK_ORDER);
	if (!memory_block) {
		free_single_pages();
		return -ENOMEM;
	}
	return 0;
}

void yardstick_memory_exit(void)
{
	__free_pages(memory_block, BLOCK_ORDER);
	free_single_pages();
}
