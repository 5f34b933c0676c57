/* SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers */
/* SPDX-License-Identifier: BSD-2-Clause */
/* What the tests of sync-calls are about, and the calls that they want. */
#ifndef SYNC_CALLS_H
#define SYNC_CALLS_H

#include "../dma-calls.h"
#include "../ioctls.h"
#include "../tap.h"

#define NAME	      "synced"
#define IMPORTER_NAME "u-dma-buf-importer"
#define SIZE	      600000
/* The exported part. */
#define PART_OFFSET (3 * subject.page)
#define PART_SIZE   (2 * subject.page)

enum direction { BOTH_WAYS, TO_DEVICE, FROM_DEVICE, NOT_MAPPED };

/**
 * struct subject - the buffer, and who is spared what
 * @file: an open file of it
 * @trace: where the calls are read
 * @page: bytes of one
 * @memory_size: bytes of all its pages
 * @address: of its memory, for the parent
 * @parent: the name of the device
 * @is_streaming: the memory is handed over by syncs; it is not where CPU and
 *	device see the same
 * @parent_has_care: the CPU's caches need care for the parent
 * @importer_has_care: and for the importer
 * @parent_is_skipped: it never needs a sync, and the driver spares it the calls
 * @importer_is_skipped: it never does, and the kernel asks for that before the
 *	call (Linux 6.10)
 * @bytes: room for SIZE
 */
struct subject {
	int file;
	FILE *trace;
	uint64_t page, memory_size, address;
	char parent[64];
	bool is_streaming;
	bool parent_has_care, importer_has_care;
	bool parent_is_skipped, importer_is_skipped;
	uint8_t *bytes;
};

extern struct subject subject;

void store(uint64_t offset, uint64_t size, enum direction direction);
void write_attribute(const char *attribute, uint64_t value);

/* A sync in one number: its range, its direction, and bit 0. */
static inline uint64_t packed(uint64_t offset, uint64_t size,
			      enum direction direction, bool go)
{
	return offset << 32 | size | direction << 2 | go;
}

/* Each adds calls to those that are wanted. */
void want_care(const char *owner, uint64_t at, uint64_t size,
	       enum direction direction);
void want_single(const char *owner, uint64_t offset, uint64_t size,
		 enum direction direction);
void want_kept(const char *owner, uint64_t offset, uint64_t size,
	       enum direction direction);
void want_list(const char *owner, enum direction direction);
void want_map(const char *map, enum direction direction);
__attribute__((format(printf, 1, 2))) void made(const char *format, ...);

void test_syncs(void);
void test_reader(void);
void test_exports(void);

#endif
