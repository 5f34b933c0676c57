// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause
/* Accesses to exported parts, and what importers do with them. */
#include <importer.h>
#include <linux/dma-buf.h>

#include "sync-calls.h"

#define IMPORTER "/dev/" IMPORTER_NAME

static void access_part(int part, uint64_t flags)
{
	struct dma_buf_sync sync = {.flags = flags};

	if (ioctl(part, DMA_BUF_IOCTL_SYNC, &sync))
		err(1, "DMA_BUF_IOCTL_SYNC");
}

typedef void want_for(const char *owner, uint64_t offset, uint64_t size,
		      enum direction direction);

/* An importer is told the direction that it mapped for, where it is one. */
static void want_access(want_for *want_for, const char *owner,
			enum direction way, enum direction imported)
{
	want_for(owner, PART_OFFSET, PART_SIZE, way);
	if (imported != NOT_MAPPED)
		want_list(owner, imported == BOTH_WAYS ? way : imported);
}

static void test_access(int part, want_for *want_for, enum direction imported,
			const char *when)
{
	static const struct {
		uint64_t flags;
		enum direction direction;
		const char *name;
	} ways[] = {
		{DMA_BUF_SYNC_READ, FROM_DEVICE, "READ"},
		{DMA_BUF_SYNC_WRITE, TO_DEVICE, "WRITE"},
		{DMA_BUF_SYNC_RW, BOTH_WAYS, "RW"},
	};

	for (size_t i = 0; i < sizeof(ways) / sizeof(ways[0]); i++) {
		access_part(part, DMA_BUF_SYNC_START | ways[i].flags);
		want_access(want_for, "cpu", ways[i].direction, imported);
		made("%s: SYNC_START, %s", when, ways[i].name);
		access_part(part, DMA_BUF_SYNC_END | ways[i].flags);
		want_access(want_for, "device", ways[i].direction, imported);
		made("%s: SYNC_END, %s", when, ways[i].name);
	}
}

static void test_import(int part, enum direction direction)
{
	struct importer_mapping mapping = {.direction = direction};
	int importer = open(IMPORTER, O_RDWR);

	if (importer < 0 || ioctl(importer, IMPORTER_ATTACH, &part))
		err(1, "attach");
	made("attach: none");
	if (ioctl(importer, IMPORTER_MAP, &mapping))
		err(1, "map");
	want_map("map", direction);
	want_list("device", direction);
	made("map, direction %d", direction);
	test_access(part, want_single, direction, "imported");
	if (ioctl(importer, IMPORTER_UNMAP))
		err(1, "unmap");
	want_list("cpu", direction);
	want_map("unmap", direction);
	made("unmap, direction %d", direction);
	test_access(part, want_single, NOT_MAPPED, "attached");
	close(importer);
	made("detach: none");
}

static void test_export(void)
{
	int part = buffer_export(subject.file, PART_OFFSET, PART_SIZE, O_RDWR);
	uint8_t *mapping = buffer_map(part, PART_SIZE);

	memset(mapping, 2, PART_SIZE);
	munmap(mapping, PART_SIZE);
	made("export, and mmap of it: none");
	test_access(part, want_single, NOT_MAPPED, "exported");
	for (enum direction way = BOTH_WAYS; way <= FROM_DEVICE; way++)
		test_import(part, way);
	close(part);
	made("its end: none");
}

static void test_export_to_read(void)
{
	int part =
		buffer_export(subject.file, PART_OFFSET, PART_SIZE, O_RDONLY);

	test_access(part, want_kept, NOT_MAPPED, "exported to read");
	close(part);
}

/* The last page, which the buffer does not fill. */
static void test_export_of_end(void)
{
	uint64_t offset = subject.memory_size - subject.page;
	int part = buffer_export(subject.file, offset, subject.page, O_RDWR);

	access_part(part, DMA_BUF_SYNC_START | DMA_BUF_SYNC_READ);
	want_single("cpu", offset, SIZE - offset, FROM_DEVICE);
	made("the end, exported: what there is of it");
	close(part);
}

void test_exports(void)
{
	test_export();
	test_export_to_read();
	test_export_of_end();
}
