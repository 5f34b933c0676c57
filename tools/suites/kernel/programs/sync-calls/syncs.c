// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause
/* Syncs by attributes, by ioctls, and by read(2) and write(2). */
#include "sync-calls.h"

/* What read(2) and write(2) sync at a time. */
#define CHUNK 262144

/* What no device needs to hear of. */
static void test_nothing(void)
{
	int plain = buffer_open(NAME, O_RDWR);
	uint8_t *mapping = buffer_map(plain, SIZE);

	made("open and mmap: none");
	memset(mapping, 1, SIZE);
	made("writing to a mapping: none");
	munmap(mapping, SIZE);
	if (pread(plain, subject.bytes, SIZE, 0) != SIZE ||
	    pwrite(plain, subject.bytes, SIZE, 0) != SIZE)
		err(1, "read and write");
	made("read and write: none");
	close(plain);
	made("munmap and close: none");
	store(0, subject.page, TO_DEVICE);
	write_attribute("sync_mode", 1);
	made("the stored arguments alone: none");
}

static void test_attributes(void)
{
	static const char *const owners[] = {"cpu", "device"};
	char attribute[32];

	for (int i = 0; i < 2; i++) {
		snprintf(attribute, sizeof(attribute), "sync_for_%s",
			 owners[i]);
		for (enum direction way = BOTH_WAYS; way <= FROM_DEVICE;
		     way++) {
			store(subject.page + 100, 5000, way);
			write_attribute(attribute, 1);
			want_single(owners[i], subject.page + 100, 5000, way);
			made("%s, stored, direction %d", attribute, way);
			write_attribute(attribute, packed(2 * subject.page, 64,
							  way, true));
			want_single(owners[i], 2 * subject.page, 64, way);
			made("%s, packed, direction %d", attribute, way);
		}
		store(0, SIZE, BOTH_WAYS);
		write_attribute(attribute, 1);
		want_single(owners[i], 0, SIZE, BOTH_WAYS);
		made("%s, all of the buffer", attribute);
		write_attribute(attribute, 0);
		made("%s, 0: none", attribute);
		write_attribute(attribute, packed(subject.page, subject.page,
						  BOTH_WAYS, false));
		want_single(owners[i], subject.page, subject.page, BOTH_WAYS);
		made("%s, packed, without bit 0", attribute);
		store(subject.page, 0, BOTH_WAYS);
		write_attribute(attribute, 1);
		made("%s, a size of 0: none", attribute);
	}
}

static void set_sync_for(unsigned long ioctl_number, uint64_t value)
{
	if (ioctl(subject.file, ioctl_number, &value))
		err(1, "SET_SYNC_FOR");
}

static void test_set_sync_for(void)
{
	uint64_t outside = packed(SIZE, 16, BOTH_WAYS, true);

	store(48, 1024, FROM_DEVICE);
	set_sync_for(U_DMA_BUF_IOCTL_SET_SYNC_FOR_CPU, 1);
	want_single("cpu", 48, 1024, FROM_DEVICE);
	made("SET_SYNC_FOR_CPU, stored");
	set_sync_for(U_DMA_BUF_IOCTL_SET_SYNC_FOR_DEVICE, 1);
	want_single("device", 48, 1024, FROM_DEVICE);
	made("SET_SYNC_FOR_DEVICE, stored");
	set_sync_for(U_DMA_BUF_IOCTL_SET_SYNC_FOR_CPU,
		     packed(subject.page, 2 * subject.page, BOTH_WAYS, true));
	want_single("cpu", subject.page, 2 * subject.page, BOTH_WAYS);
	made("SET_SYNC_FOR_CPU, packed");
	set_sync_for(U_DMA_BUF_IOCTL_SET_SYNC_FOR_DEVICE,
		     packed(SIZE - 16, 16, TO_DEVICE, true));
	want_single("device", SIZE - 16, 16, TO_DEVICE);
	made("SET_SYNC_FOR_DEVICE, packed");
	tap_fails(
		ioctl(subject.file, U_DMA_BUF_IOCTL_SET_SYNC_FOR_CPU, &outside),
		EINVAL, "SET_SYNC_FOR_CPU outside the buffer");
	made("SET_SYNC_FOR_CPU outside the buffer: none");
}

static void set_sync(unsigned int command, enum direction direction,
		     uint64_t offset, uint64_t size)
{
	struct u_dma_buf_ioctl_sync_args args = {
		.flags = command | direction << U_DMA_BUF_SYNC_DIRECTION_SHIFT,
		.offset = offset,
		.size = size,
	};

	if (ioctl(subject.file, U_DMA_BUF_IOCTL_SET_SYNC, &args))
		err(1, "SET_SYNC");
}

static void test_set_sync(void)
{
	set_sync(U_DMA_BUF_SYNC_COMMAND_NONE, TO_DEVICE, 8, 80);
	made("SET_SYNC without a command: none");
	set_sync(U_DMA_BUF_SYNC_COMMAND_FOR_DEVICE, TO_DEVICE, 8, 80);
	want_single("device", 8, 80, TO_DEVICE);
	made("SET_SYNC for the device");
	set_sync(U_DMA_BUF_SYNC_COMMAND_FOR_CPU, FROM_DEVICE, subject.page,
		 subject.page);
	want_single("cpu", subject.page, subject.page, FROM_DEVICE);
	made("SET_SYNC for the CPU");
	set_sync(U_DMA_BUF_SYNC_COMMAND_FOR_CPU, BOTH_WAYS, 16, 0);
	want_single("cpu", 16, subject.page, BOTH_WAYS);
	made("SET_SYNC with the size that is stored");
}

static void want_around(uint64_t offset, uint64_t size)
{
	want_single("cpu", offset, size, BOTH_WAYS);
	want_single("device", offset, size, BOTH_WAYS);
}

static void test_copies(int fd, const char *how)
{
	tap_number(pwrite(fd, subject.bytes, 5000, 100), 5000, how);
	want_around(100, 5000);
	made("%s: write", how);
	tap_number(pread(fd, subject.bytes, 5000, 100), 5000, how);
	want_around(100, 5000);
	made("%s: read", how);
	tap_number(pread(fd, subject.bytes, subject.page, SIZE - 10), 10, how);
	want_around(SIZE - 10, 10);
	made("%s: read at the end, what there is", how);
	tap_number(pread(fd, subject.bytes, subject.page, SIZE), 0, how);
	made("%s: read at the end: none", how);
	tap_number(pwrite(fd, subject.bytes, SIZE, 0), SIZE, how);
	want_around(0, CHUNK);
	want_around(CHUNK, CHUNK);
	want_around(2 * CHUNK, SIZE - 2 * CHUNK);
	made("%s: write of everything", how);
}

static void test_read_and_write(void)
{
	int fd = buffer_open(NAME, O_RDWR | O_SYNC);

	test_copies(fd, "O_SYNC");
	close(fd);
	write_attribute("sync_mode", 5);
	test_copies(subject.file, "sync_mode 5");
	write_attribute("sync_mode", 1);
	made("sync_mode alone: none");
}

void test_syncs(void)
{
	test_nothing();
	test_attributes();
	test_set_sync_for();
	test_set_sync();
	test_read_and_write();
}
