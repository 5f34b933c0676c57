// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
/*
 * The memory of all floors but that of create: pages, and a folio that a PMD maps. What
 * is larger has them many times.
 */

#include <linux/gfp.h>

#include "yardsticks.h"

#define FOLIO_ORDER	get_order(YARDSTICK_FOLIO)

static struct page *memory_block;
static struct page *memory_folio;

struct page *yardstick_page(size_t index)
{
	return memory_block + index % (YARDSTICK_BLOCK >> PAGE_SHIFT);
}

struct folio *yardstick_folio(void)
{
	return page_folio(memory_folio);
}

static void free_block(void)
{
	size_t i;

	for (i = 0; i < YARDSTICK_BLOCK >> PAGE_SHIFT; i++)
		__free_page(memory_block + i);
}

int yardstick_memory_init(void)
{
	unsigned int order = get_order(YARDSTICK_BLOCK);

	memory_block = alloc_pages(GFP_KERNEL | __GFP_ZERO, order);
	if (!memory_block)
		return -ENOMEM;
	split_page(memory_block, order);
	memory_folio = alloc_pages(GFP_KERNEL | __GFP_ZERO | __GFP_COMP,
				   FOLIO_ORDER);
	if (!memory_folio) {
		free_block();
		return -ENOMEM;
	}
	yardstick_folio()->index = 0;
	return 0;
}

void yardstick_memory_exit(void)
{
	__free_pages(memory_folio, FOLIO_ORDER);
	free_block();
}
