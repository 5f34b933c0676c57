// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
/*
 * Memory of any size: a contiguous range of memory that is free or can be moved
 * away. It begins at a pageblock, so that blocks of 2 MiB fit, or at the address that
 * somebody names. Its pages have a count each, or in page mode, where the kernel can, each
 * block has one. Neither ZONE_MOVABLE nor CMA gives any: a buffer cannot be moved. For
 * kernels that can empty a range (CONFIG_CONTIG_ALLOC).
 */

#include <linux/delay.h>
#include <linux/highmem.h>
#include <linux/memory_hotplug.h>
#include <linux/mm.h>
#include <linux/mmzone.h>
#include <linux/mutex.h>
#include <linux/sched/signal.h>
#include <linux/sizes.h>

#include "compat.h"
#include "memory.h"
#include "u-dma-buf.h"

/* How often a range at an address is tried: what is in use may be so for a moment. */
#define CONTIG_TRIES	10
#define CONTIG_PAUSE	20 /* milliseconds */

#define CONTIG_BLOCK_PAGES	(U_DMA_BUF_BLOCK >> PAGE_SHIFT)

/* The kernel sets what it gives to zero, and no other task has the CPU meanwhile. */
#define CONTIG_PART_PAGES	(SZ_64M >> PAGE_SHIFT)

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
	if (!u_dma_buf_reach_fits(parent, PFN_PHYS(pfn),
				  pageblock_nr_pages << PAGE_SHIFT))
		return false;
	for (; pfn < end; pfn++)
		if (!page_may_go(pfn_to_page(pfn)))
			return false;
	return true;
}

/* How far the zone goes in which a range begins: the kernel takes from one at a time. */
static unsigned long zone_part_end(unsigned long pfn, unsigned long end)
{
	const struct zone *zone = page_zone(pfn_to_page(pfn));

	while (pfn < end && page_zone(pfn_to_page(pfn)) == zone)
		pfn++;
	return pfn;
}

/* No pageblock is in two parts: the kernel isolates whole ones. */
static unsigned long contig_part_end(unsigned long pfn, unsigned long end)
{
	unsigned long pages = max_t(unsigned long, CONTIG_PART_PAGES,
				    pageblock_nr_pages);

	return zone_part_end(pfn, min(end, ALIGN(pfn + 1, pages)));
}

/* A block at a time, or as much as is quickly set to zero. */
static int contig_take_parts(unsigned long start, unsigned long end, bool blocks)
{
	unsigned long pfn, part_end;
	int ret;

	for (pfn = start; pfn < end; pfn = part_end) {
		cond_resched();
		part_end = blocks ? pfn + CONTIG_BLOCK_PAGES :
				    contig_part_end(pfn, end);
		ret = blocks ? u_dma_buf_alloc_contig_folio(pfn, part_end,
							    pfn - start) :
			       u_dma_buf_alloc_contig_range(pfn, part_end);
		if (ret) {
			u_dma_buf_memory_put_pages(pfn_to_page(start),
						   pfn - start);
			return ret;
		}
	}
	return 0;
}

static int contig_take(struct u_dma_buf_memory *memory, unsigned long start)
{
	unsigned long end = start + (memory->size >> PAGE_SHIFT);
	bool blocks = u_dma_buf_memory_wants_blocks(memory) &&
		      IS_ALIGNED(start, CONTIG_BLOCK_PAGES);
	int ret = contig_take_parts(start, end, blocks);

	if (ret)
		return ret;
	memory->pages = pfn_to_page(start);
	memory->blocks = blocks;
	return 0;
}

/* -EAGAIN: go on at another place. */
static int contig_try(struct device *parent, struct u_dma_buf_memory *memory,
		      unsigned long pfn)
{
	int ret;

	if (!u_dma_buf_reach_fits(parent, PFN_PHYS(pfn), memory->size))
		return -EAGAIN;
	ret = contig_take(memory, pfn);
	return ret && ret != -EINTR ? -EAGAIN : ret;
}

static int contig_search_zone(struct device *parent,
			      struct u_dma_buf_memory *memory,
			      const struct zone *zone, unsigned long align)
{
	unsigned long first;
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
		first = pfn - (wanted - 1) * pageblock_nr_pages;
		if (blocks < wanted || !IS_ALIGNED(first, align))
			continue;
		ret = contig_try(parent, memory, first);
		if (ret != -EAGAIN)
			return ret;
	}
	return -ENOMEM;
}

static bool zone_gives(struct zone *zone)
{
	return zone_idx(zone) != ZONE_MOVABLE && !is_highmem(zone) &&
	       populated_zone(zone);
}

/* From the highest zone down: the low ones are rare, and others depend on them. */
static int contig_search_node(struct device *parent,
			      struct u_dma_buf_memory *memory, int node,
			      unsigned long align)
{
	int i = MAX_NR_ZONES;
	struct zone *zone;
	int ret = -ENOMEM;

	while (ret == -ENOMEM && i-- > 0) {
		zone = &NODE_DATA(node)->node_zones[i];
		if (zone_gives(zone))
			ret = contig_search_zone(parent, memory, zone, align);
	}
	return ret;
}

/* The device's own node first. */
static int contig_search_nodes(struct device *parent,
			       struct u_dma_buf_memory *memory,
			       unsigned long align)
{
	int own = dev_to_node(parent);
	int ret = -ENOMEM;
	int node;

	if (own != NUMA_NO_NODE && node_online(own))
		ret = contig_search_node(parent, memory, own, align);
	for_each_online_node(node) {
		if (ret != -ENOMEM)
			break;
		if (node != own)
			ret = contig_search_node(parent, memory, node, align);
	}
	return ret;
}

/* Where a mapping can have a PUD, from a multiple of its size on if there is such a range. */
static int contig_search_once(struct device *parent,
			      struct u_dma_buf_memory *memory)
{
	int ret = -ENOMEM;

	if (u_dma_buf_has_puds() && !memory->refcounted &&
	    memory->size >= PUD_SIZE)
		ret = contig_search_nodes(parent, memory,
					  PUD_SIZE >> PAGE_SHIFT);
	return ret == -ENOMEM ?
		       contig_search_nodes(parent, memory, pageblock_nr_pages) :
		       ret;
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
	int ret = contig_search_once(parent, &page);

	if (ret)
		return ret;
	__free_page(page.pages);
	return contig_search_once(parent, memory);
}

static int contig_search(struct device *parent, struct u_dma_buf_memory *memory)
{
	int ret = contig_search_once(parent, memory);

	return ret == -ENOMEM ? contig_search_again(parent, memory) : ret;
}

/* Pageblocks in the longest row that may go. */
static unsigned long zone_longest(struct device *parent, const struct zone *zone)
{
	unsigned long pfn = ALIGN(zone->zone_start_pfn, pageblock_nr_pages);
	unsigned long blocks = 0;
	unsigned long longest = 0;

	for (; pfn + pageblock_nr_pages <= zone_end_pfn(zone);
	     pfn += pageblock_nr_pages) {
		cond_resched();
		blocks = block_may_go(parent, zone, pfn) ? blocks + 1 : 0;
		longest = max(longest, blocks);
	}
	return longest;
}

static size_t contig_look(struct device *parent)
{
	unsigned long longest = 0;
	struct zone *zone;
	int node, i;

	for_each_online_node(node) {
		for (i = 0; i < MAX_NR_ZONES; i++) {
			zone = &NODE_DATA(node)->node_zones[i];
			if (zone_gives(zone))
				longest = max(longest, zone_longest(parent, zone));
		}
	}
	return min_t(size_t, longest * pageblock_nr_pages << PAGE_SHIFT,
		     u_dma_buf_memory_spare());
}

static void contig_zero(struct u_dma_buf_memory *memory)
{
	size_t i;

	for (i = 0; i < memory->size >> PAGE_SHIFT; i++) {
		clear_highpage(memory->pages + i);
		cond_resched();
	}
}

/* Where the address is; all of it has pages that may go, as the caller has seen. */
static int contig_take_address(struct device *parent,
			       struct u_dma_buf_memory *memory)
{
	int ret = -EBUSY;
	int i;

	for (i = 0; ret == -EBUSY && i < CONTIG_TRIES; i++) {
		if (fatal_signal_pending(current))
			return -EINTR;
		if (i)
			msleep(CONTIG_PAUSE);
		ret = contig_take(memory, PHYS_PFN(memory->address));
	}
	return ret;
}

/**
 * u_dma_buf_contig_look() - what keeps a range from being taken, whoever uses it
 * @address: of its first byte, a multiple of the page size; gets that of the page that
 *	is the obstacle
 * @size: bytes, a multiple of the page size; the range does not wrap, but may end where
 *	the addresses do
 *
 * Return: 0; -ENXIO: no RAM that is online; -EACCES: reserved, by the kernel, the
 * firmware or the device tree; -EPERM: of ZONE_MOVABLE or in highmem
 */
int u_dma_buf_contig_look(phys_addr_t *address, size_t size)
{
	size_t pages = size >> PAGE_SHIFT;
	struct page *page;

	for (; pages; pages--, *address += PAGE_SIZE) {
		page = pfn_to_online_page(PHYS_PFN(*address));
		if (!page)
			return -ENXIO;
		if (PageReserved(page))
			return -EACCES;
		if (page_zonenum(page) == ZONE_MOVABLE || PageHighMem(page))
			return -EPERM;
		cond_resched();
	}
	return 0;
}

static int contig_alloc_by(struct device *parent, struct u_dma_buf_memory *memory,
			   int (*find)(struct device *parent,
				       struct u_dma_buf_memory *memory))
{
	int ret;

	if (mutex_lock_killable(&contig_lock))
		return -EINTR;
	ret = u_dma_buf_memory_leaves_enough(memory->size) ?
		      find(parent, memory) : -ENOMEM;
	mutex_unlock(&contig_lock);
	if (ret)
		return ret;
	contig_zero(memory);
	return u_dma_buf_memory_map(parent, memory);
}

static int contig_alloc(struct device *parent, struct u_dma_buf_memory *memory)
{
	return contig_alloc_by(parent, memory, contig_search);
}

static int contig_alloc_address(struct device *parent,
				struct u_dma_buf_memory *memory)
{
	return contig_alloc_by(parent, memory, contig_take_address);
}

const struct u_dma_buf_source u_dma_buf_source_contig = {
	.name = "range",
	.alloc = contig_alloc,
	.look = contig_look,
	.end = u_dma_buf_memory_unmap,
	.free = u_dma_buf_memory_free_pages,
};

const struct u_dma_buf_source u_dma_buf_source_address = {
	.name = "range",
	.alloc = contig_alloc_address,
	.end = u_dma_buf_memory_unmap,
	.free = u_dma_buf_memory_free_pages,
};
