// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause
/* Syncs by who may only read: nothing is lost of what others wrote. */
#include "sync-calls.h"

static const unsigned long set_sync_for_ioctls[] = {
	U_DMA_BUF_IOCTL_SET_SYNC_FOR_CPU,
	U_DMA_BUF_IOCTL_SET_SYNC_FOR_DEVICE,
};

static void reader_syncs(int reader, const char *owner, unsigned long request)
{
	for (enum direction way = BOTH_WAYS; way <= FROM_DEVICE; way++) {
		uint64_t stored = 1,
			 value = packed(subject.page, 2 * subject.page, way,
					true);

		if (ioctl(reader, request, &value))
			err(1, "SET_SYNC_FOR");
		want_kept(owner, subject.page, 2 * subject.page, way);
		made("a reader's sync for the %s, packed, direction %d", owner,
		     way);
		store(64, 1000, way);
		if (ioctl(reader, request, &stored))
			err(1, "SET_SYNC_FOR");
		want_kept(owner, 64, 1000, way);
		made("a reader's sync for the %s, stored, direction %d", owner,
		     way);
	}
}

/* A range that is refused touches no cache on the way. */
static void reader_is_refused(int reader, const char *owner,
			      unsigned long request)
{
	for (enum direction way = BOTH_WAYS; way <= FROM_DEVICE; way++) {
		uint64_t value = packed(subject.memory_size - subject.page,
					2 * subject.page, way, true);

		tap_fails(ioctl(reader, request, &value), EINVAL,
			  "a reader's sync over the end");
		made("a reader's sync for the %s over the end, direction %d: "
		     "none",
		     owner, way);
	}
}

static void reader_stores_nothing(int reader)
{
	struct u_dma_buf_ioctl_sync_args args = {
		.flags = U_DMA_BUF_SYNC_COMMAND_FOR_CPU,
		.size = subject.page,
	};

	tap_fails(ioctl(reader, U_DMA_BUF_IOCTL_SET_SYNC, &args), EACCES,
		  "a reader's SET_SYNC");
	made("a reader's SET_SYNC: none");
}

static void reader_reads(void)
{
	int reader = buffer_open(NAME, O_RDONLY | O_SYNC);

	if (pread(reader, subject.bytes, subject.page, 8) !=
	    (ssize_t)subject.page)
		err(1, "pread");
	want_kept("cpu", 8, subject.page, BOTH_WAYS);
	want_kept("device", 8, subject.page, BOTH_WAYS);
	made("a reader's read with O_SYNC");
	close(reader);
}

void test_reader(void)
{
	static const char *const owners[] = {"cpu", "device"};
	int reader = buffer_open(NAME, O_RDONLY);

	for (int i = 0; i < 2; i++) {
		reader_syncs(reader, owners[i], set_sync_for_ioctls[i]);
		reader_is_refused(reader, owners[i], set_sync_for_ioctls[i]);
	}
	reader_stores_nothing(reader);
	reader_reads();
	close(reader);
}
