// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
/*
 * Memory of any size: a contiguous range of memory that is free or can be moved
 * away. It begins at a pageblock, so that blocks of 2 MiB fit. Its pages have a
 * count each. Neither ZONE_MOVABLE nor CMA gives any: a buffer cannot be moved.
 */

#include <linux/highmem.h>
#include <linux/memory_hotplug.h>
#include <linux/mm.h>
#include <linux/mmzone.h>
#include <linux/mutex.h>
#include <linux/sched/signal.h>

#include "compat.h"
#include "memory.h"
#include "u-dma-buf.h"

#ifdef CONFIG_CONTIG_ALLOC
/* One search at a time: two would isolate one another's pageblocks. */
static DEFINE_MUTEX(contig_lock);

/* A look, without a lock: the kernel tells for certain when it is asked for the range. */
static bool page_may_go(struct page *page)
{
	if (PageReserved(page))
		return false;
	return !page_count(page) || PageLRU(page);
}

static bool block_may_go(struct device *parent, const struct zone *zone,
			 unsigned long pfn)
{
	unsigned long end = pfn + pageblock_nr_pages;
	struct page *page = pfn_to_online_page(pfn);

	if (!page || !pfn_to_online_page(end - 1) || page_zone(page) != zone)
		return false;
	if (!u_dma_buf_memory_fits(parent, PFN_PHYS(pfn),
				   pageblock_nr_pages << PAGE_SHIFT))
		return false;
	for (; pfn < end; pfn++)
		if (!page_may_go(pfn_to_page(pfn)))
			return false;
	return true;
}

/* -EAGAIN: go on at another place. */
static int contig_take(struct device *parent, struct u_dma_buf_memory *memory,
		       unsigned long pfn)
{
	int ret;

	if (!u_dma_buf_memory_fits(parent, PFN_PHYS(pfn), memory->size))
		return -EAGAIN;
	ret = u_dma_buf_alloc_contig_range(pfn,
					   pfn + (memory->size >> PAGE_SHIFT));
	if (ret)
		return ret == -EINTR ? ret : -EAGAIN;
	memory->pages = pfn_to_page(pfn);
	return 0;
}

static int contig_search_zone(struct device *parent,
			      struct u_dma_buf_memory *memory,
			      const struct zone *zone)
{
	unsigned long wanted = DIV_ROUND_UP(memory->size >> PAGE_SHIFT,
					    pageblock_nr_pages);
	unsigned long pfn = ALIGN(zone->zone_start_pfn, pageblock_nr_pages);
	unsigned long blocks = 0; /* in a row before pfn that may go */
	int ret;

	for (; pfn + pageblock_nr_pages <= zone_end_pfn(zone);
	     pfn += pageblock_nr_pages) {
		if (fatal_signal_pending(current))
			return -EINTR;
		cond_resched();
		blocks = block_may_go(parent, zone, pfn) ? blocks + 1 : 0;
		if (blocks < wanted)
			continue;
		ret = contig_take(parent, memory,
				  pfn - (wanted - 1) * pageblock_nr_pages);
		if (ret != -EAGAIN)
			return ret;
	}
	return -ENOMEM;
}

/* From the highest zone down: the low ones are rare, and others depend on them. */
static int contig_search_node(struct device *parent,
			      struct u_dma_buf_memory *memory, int node)
{
	int i = MAX_NR_ZONES;
	struct zone *zone;
	int ret = -ENOMEM;

	while (ret == -ENOMEM && i-- > 0) {
		zone = &NODE_DATA(node)->node_zones[i];
		if (i == ZONE_MOVABLE || is_highmem(zone) ||
		    !populated_zone(zone))
			continue;
		ret = contig_search_zone(parent, memory, zone);
	}
	return ret;
}

/* The device's own node first. */
static int contig_search(struct device *parent, struct u_dma_buf_memory *memory)
{
	int own = dev_to_node(parent);
	int ret = -ENOMEM;
	int node;

	if (own != NUMA_NO_NODE && node_online(own))
		ret = contig_search_node(parent, memory, own);
	for_each_online_node(node) {
		if (ret != -ENOMEM)
			break;
		if (node != own)
			ret = contig_search_node(parent, memory, node);
	}
	return ret;
}

/*
 * Pages that were allocated a moment ago are not movable yet: each CPU keeps some back
 * (PageLRU is not set). The kernel sees to them when it empties a range, and to no
 * other call of a module. So a range of one page is emptied before the second search.
 */
static int contig_search_again(struct device *parent,
			       struct u_dma_buf_memory *memory)
{
	struct u_dma_buf_memory page = { .size = PAGE_SIZE };
	int ret = contig_search(parent, &page);

	if (ret)
		return ret;
	__free_page(page.pages);
	return contig_search(parent, memory);
}

static void contig_zero(struct u_dma_buf_memory *memory)
{
	size_t i;

	for (i = 0; i < memory->size >> PAGE_SHIFT; i++) {
		clear_highpage(memory->pages + i);
		cond_resched();
	}
}

static int contig_alloc(struct device *parent, struct u_dma_buf_memory *memory)
{
	int ret;

	if (mutex_lock_killable(&contig_lock))
		return -EINTR;
	ret = -ENOMEM;
	if (u_dma_buf_memory_leaves_enough(memory->size)) {
		ret = contig_search(parent, memory);
		if (ret == -ENOMEM)
			ret = contig_search_again(parent, memory);
	}
	mutex_unlock(&contig_lock);
	if (ret)
		return ret;
	contig_zero(memory);
	return u_dma_buf_memory_map(parent, memory);
}

const struct u_dma_buf_source u_dma_buf_source_contig = {
	.name = "range",
	.alloc = contig_alloc,
	.end = u_dma_buf_memory_unmap,
	.free = u_dma_buf_memory_free_pages,
};
#else
static int contig_alloc(struct device *parent, struct u_dma_buf_memory *memory)
{
	return -ENOMEM;
}

const struct u_dma_buf_source u_dma_buf_source_contig = {
	.name = "range",
	.alloc = contig_alloc,
};
#endif
