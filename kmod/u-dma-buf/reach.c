// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
/*
 * What a device reaches, by its DMA mask, its bus and its IOMMU, and whether it finds
 * memory where it is told.
 */

#include <linux/dma-direct.h>
#include <linux/dma-mapping.h>
#include <linux/iommu.h>
#include <linux/mm.h>

#include "compat.h"
#include "memory.h"
#include "u-dma-buf.h"

#ifdef CONFIG_IOMMU_API
/* NULL where no IOMMU translates the addresses of the device. */
static struct iommu_domain *reach_domain(struct device *parent)
{
	struct iommu_domain *domain = iommu_get_domain_for_dev(parent);

	return domain && (domain->type & __IOMMU_DOMAIN_PAGING) ? domain : NULL;
}

/**
 * u_dma_buf_reach_is_translated() - does an IOMMU translate what a device says?
 * @parent: the device that does the DMA
 */
bool u_dma_buf_reach_is_translated(struct device *parent)
{
	return reach_domain(parent);
}

static phys_addr_t reach_phys(struct device *parent, dma_addr_t address)
{
	struct iommu_domain *domain = reach_domain(parent);

	return domain ? iommu_iova_to_phys(domain, address) :
			dma_to_phys(parent, address);
}

/**
 * u_dma_buf_reach_iommu_domain() - what the IOMMU does with a device's addresses
 * @parent: the device that does the DMA
 *
 * Return: "none": no IOMMU; else the type of the domain as the kernel writes it in
 * /sys/kernel/iommu_groups, with "DMA" for DMA-FQ too: "DMA": translates, "identity":
 * passes them on, …
 */
const char *u_dma_buf_reach_iommu_domain(struct device *parent)
{
	struct iommu_domain *domain = iommu_get_domain_for_dev(parent);

	if (!domain)
		return "none";
	if (domain->type & __IOMMU_DOMAIN_DMA_API)
		return "DMA";
	switch (domain->type) {
	case IOMMU_DOMAIN_IDENTITY:
		return "identity";
	case IOMMU_DOMAIN_UNMANAGED:
		return "unmanaged";
	case IOMMU_DOMAIN_BLOCKED:
		return "blocked";
	default:
		return "unknown";
	}
}
#else
bool u_dma_buf_reach_is_translated(struct device *parent)
{
	return false;
}

static phys_addr_t reach_phys(struct device *parent, dma_addr_t address)
{
	return dma_to_phys(parent, address);
}

const char *u_dma_buf_reach_iommu_domain(struct device *parent)
{
	return "none";
}
#endif

/**
 * u_dma_buf_reach_mask() - the highest address that a device can be told of
 * @parent: the device that does the DMA
 *
 * Return: its DMA mask, or the limit of its bus
 */
u64 u_dma_buf_reach_mask(struct device *parent)
{
	return min_not_zero(min_t(u64, dma_get_mask(parent),
				  parent->coherent_dma_mask),
			    parent->bus_dma_limit);
}

/**
 * u_dma_buf_reach_fits() - can a device be told of a range of physical memory?
 * @parent: the device that does the DMA
 * @phys: of the first byte
 * @size: bytes
 *
 * Return: true where an IOMMU translates, or the range is below the device's masks and
 * the limit of its bus, in one piece for the device too
 */
bool u_dma_buf_reach_fits(struct device *parent, phys_addr_t phys, size_t size)
{
	dma_addr_t first, last;

	if (u_dma_buf_reach_is_translated(parent))
		return true;
	first = phys_to_dma(parent, phys);
	last = phys_to_dma(parent, phys + size - 1);
	return last - first == size - 1 && first <= last &&
	       last <= u_dma_buf_reach_mask(parent);
}

/**
 * u_dma_buf_reach_check() - does the parent find the memory where it is told?
 * @parent: the device that does the DMA
 * @address: what it is told
 * @phys: where the memory begins
 *
 * The address must be the memory's own or the IOMMU's: a bounce buffer (swiotlb), as
 * encrypted memory needs, is another memory than the one that users map. And on arm64 a
 * device whose driver was unbound stays attached to its IOMMU, but (before Linux 6.12)
 * the DMA API forgets about that and hands out physical addresses. So ask the IOMMU what
 * is there.
 *
 * Return: 0; -ENOMEM: it is a bounce buffer; -ENXIO: the IOMMU is not set up
 */
int u_dma_buf_reach_check(struct device *parent, dma_addr_t address,
			  phys_addr_t phys)
{
	if (reach_phys(parent, address) == phys)
		return 0;
	return u_dma_buf_reach_is_translated(parent) ? -ENXIO : -ENOMEM;
}
