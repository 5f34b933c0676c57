// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause
/* What should be called, and whether it was. */
#include <stdarg.h>

#include "sync-calls.h"

/* DMA_ATTR_SKIP_CPU_SYNC */
#define WITHOUT_SYNC 0x20

static struct dma_calls wanted;

__attribute__((format(printf, 1, 2))) static void want(const char *format, ...)
{
	char text[DMA_CALL_LENGTH];
	va_list args;

	va_start(args, format);
	vsnprintf(text, sizeof(text), format, args);
	va_end(args);
	dma_calls_add(&wanted, text);
}

static void want_sync(const char *kind, const char *owner, const char *device,
		      uint64_t at, uint64_t size, enum direction direction)
{
	want("%s_%s device=\"%s\" address=0x%" PRIx64 " size=%" PRIu64
	     " direction=%d",
	     kind, owner, device, at, size, direction);
}

/* What reaches the caches. The data of a device that only reads is not news. */
void want_care(const char *owner, uint64_t at, uint64_t size,
	       enum direction direction)
{
	want("cache_%s address=0x%" PRIx64 " size=%" PRIu64 " direction=%d",
	     owner, at, size, direction);
}

void want_single(const char *owner, uint64_t offset, uint64_t size,
		 enum direction direction)
{
	if (!subject.is_streaming || subject.parent_is_skipped)
		return;
	want_sync("single", owner, subject.parent, subject.address + offset,
		  size, direction);
	if (subject.parent_has_care)
		want_care(owner, subject.address + offset, size, direction);
}

/* What the caches hold goes to memory, and only then may it be dropped. */
void want_kept(const char *owner, uint64_t offset, uint64_t size,
	       enum direction direction)
{
	if (direction == TO_DEVICE) {
		want_single(owner, offset, size, direction);
		return;
	}
	if (!strcmp(owner, "cpu"))
		want_single("device", offset, size, BOTH_WAYS);
	want_single(owner, offset, size, BOTH_WAYS);
}

void want_list(const char *owner, enum direction direction)
{
	uint64_t at = subject.address + PART_OFFSET;

	if (subject.importer_is_skipped)
		return;
	want_sync("sg", owner, IMPORTER_NAME, at, PART_SIZE, direction);
	if (subject.importer_has_care)
		want_care(owner, at, PART_SIZE, direction);
}

void want_map(const char *map, enum direction direction)
{
	want("%s device=\"" IMPORTER_NAME "\" size=%" PRIu64
	     " direction=%d attributes=0x%x",
	     map, PART_SIZE, direction, WITHOUT_SYNC);
}

/* What was called is what was wanted since the last of this. */
void made(const char *format, ...)
{
	struct dma_calls calls;
	char what[200];
	va_list args;

	va_start(args, format);
	vsnprintf(what, sizeof(what), format, args);
	va_end(args);
	dma_calls_read(&calls, subject.trace);
	if (!tap(dma_calls_equal(&calls, &wanted), what)) {
		dma_calls_show("got:   ", &calls);
		dma_calls_show("wanted:", &wanted);
	}
	wanted.count = 0;
}
