// SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause
// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
/*
 * What ACPI's IORT, the table of arm64 machines, says of their IOMMUs.
 */

#include <linux/acpi.h>
#include <linux/stddef.h>

#include "u-dma-buf.h"

static bool node_is_iommu(const struct acpi_iort_node *node)
{
	return node->type == ACPI_IORT_NODE_SMMU ||
	       node->type == ACPI_IORT_NODE_SMMU_V3;
}

/* A table that makes no sense may hide one. */
static bool iort_has_iommu(const struct acpi_table_iort *iort)
{
	const u8 *end = (const u8 *)iort + iort->header.length;
	const u8 *at = (const u8 *)iort + iort->node_offset;
	const struct acpi_iort_node *node;
	u32 i;

	for (i = 0; i < iort->node_count; i++, at += node->length) {
		node = (const struct acpi_iort_node *)at;
		if (at + offsetof(struct acpi_iort_node, node_data) > end ||
		    !node->length || node_is_iommu(node))
			return true;
	}
	return false;
}

/**
 * u_dma_buf_acpi_has_iommu() - may a device of this machine be behind an IOMMU?
 *
 * Which device is, the kernel keeps to itself.
 */
bool u_dma_buf_acpi_has_iommu(void)
{
	struct acpi_table_header *header;
	bool found;

	if (ACPI_FAILURE(acpi_get_table(ACPI_SIG_IORT, 0, &header)))
		return false;
	found = iort_has_iommu((const struct acpi_table_iort *)header);
	acpi_put_table(header);
	return found;
}
