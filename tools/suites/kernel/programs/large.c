// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause
/*
 * large NAME: a buffer of more than 4 GiB, to its last byte. Marks are set
 * around its ends and every border of 1 GiB, in one way, and looked for in
 * every other.
 */
#include <string.h>

#include <importer.h>

#include "ioctls.h"
#include "tap.h"

#define GIB (1ULL << 30)

static const char *name;
static int file;
static uint64_t size, page;

/* What tells the place of a byte, so that none can pass for another. */
static uint64_t mark(uint64_t offset, uint64_t seed)
{
	return (offset + seed) * 0x9e3779b97f4a7c15;
}

typedef bool at_t(uint8_t *bytes, uint64_t offset, uint64_t seed);

static bool set_by_mapping(uint8_t *bytes, uint64_t offset, uint64_t seed)
{
	uint64_t value = mark(offset, seed);

	memcpy(bytes + offset, &value, sizeof(value));
	return true;
}

static bool is_set_in_mapping(uint8_t *bytes, uint64_t offset, uint64_t seed)
{
	uint64_t value = mark(offset, seed);

	return !memcmp(bytes + offset, &value, sizeof(value));
}

static bool set_by_write(uint8_t *bytes, uint64_t offset, uint64_t seed)
{
	uint64_t value = mark(offset, seed);

	(void)bytes;
	return pwrite(file, &value, sizeof(value), offset) == sizeof(value);
}

static bool is_set_by_read(uint8_t *bytes, uint64_t offset, uint64_t seed)
{
	uint64_t value = 0;

	(void)bytes;
	return pread(file, &value, sizeof(value), offset) == sizeof(value) &&
	       value == mark(offset, seed);
}

/* A mapping of the one page that has it, or a dma-buf of that page. */
static bool is_set_in_page(int from, uint64_t in, uint64_t offset,
			   uint64_t seed)
{
	uint8_t *bytes =
		mmap(NULL, page, PROT_READ, MAP_SHARED, from, in & -page);
	bool good;

	if (bytes == MAP_FAILED)
		return false;
	good = is_set_in_mapping(bytes - (offset & -page), offset, seed);
	munmap(bytes, page);
	return good;
}

static bool is_set_in_own_page(uint8_t *bytes, uint64_t offset, uint64_t seed)
{
	(void)bytes;
	return is_set_in_page(file, offset, offset, seed);
}

static bool is_set_in_part(uint8_t *bytes, uint64_t offset, uint64_t seed)
{
	int part = buffer_export(file, offset & -page, page, O_RDONLY);
	bool good = is_set_in_page(part, 0, offset, seed);

	(void)bytes;
	close(part);
	return good;
}

static bool can_sync(uint8_t *bytes, uint64_t offset, uint64_t seed)
{
	struct u_dma_buf_ioctl_sync_args args = {
		.flags = U_DMA_BUF_SYNC_COMMAND_FOR_DEVICE,
		.size = sizeof(seed),
		.offset = offset,
	};

	(void)bytes;
	return !ioctl(file, U_DMA_BUF_IOCTL_SET_SYNC, &args);
}

/* Does it at every place that matters. */
static void everywhere(at_t *at, uint8_t *bytes, uint64_t seed,
		       const char *what)
{
	const uint64_t width = sizeof(uint64_t);
	bool good = at(bytes, size - width, seed);

	for (uint64_t border = 0; border < size; border += GIB) {
		good = good && at(bytes, border, seed);
		good = good && (!border || at(bytes, border - width, seed));
	}
	tap(good, what);
}

/* Another device has all of it, to the last byte. */
static void test_import(void)
{
	int importer = open("/dev/u-dma-buf-importer", O_RDWR);
	int part = buffer_export(file, 0, size, O_RDWR);
	struct importer_mapping mapping = {0};
	uint64_t at = size - sizeof(at), value = 0;

	if (importer < 0 || part < 0)
		err(1, "export");
	tap_number(ioctl(importer, IMPORTER_ATTACH, &part), 0,
		   "attach all of it");
	tap_number(ioctl(importer, IMPORTER_MAP, &mapping), 0, "map all of it");
	tap_number(mapping.size, size, "the device has every byte");
	tap(pread(importer, &value, sizeof(value), at) == sizeof(value) &&
		    value == mark(at, 2),
	    "it reads the last ones");
	close(importer);
	close(part);
}

int main(int argc, char **argv)
{
	uint8_t *bytes;
	uint64_t number = 0;
	char byte;

	if (argc != 2)
		errx(2, "usage: large NAME");
	name = argv[1];
	page = sysconf(_SC_PAGESIZE);
	size = buffer_attribute(name, "size");
	file = buffer_open(name, O_RDWR);
	if (size <= 4 * GIB)
		errx(2, "%s is not large", name);

	tap(!ioctl(file, U_DMA_BUF_IOCTL_GET_SIZE, &number) && number == size,
	    "GET_SIZE");
	tap_number(lseek(file, 0, SEEK_END), size, "the file is as long");
	tap_number(pread(file, &byte, 1, size), 0, "nothing is behind it");
	tap_number(pread(file, &byte, 1, size - 1), 1, "its last byte is");
	bytes = buffer_map(file, size);
	everywhere(set_by_mapping, bytes, 1, "set by a mapping of all");
	everywhere(is_set_in_mapping, bytes, 1, "seen by it");
	everywhere(is_set_by_read, bytes, 1, "seen by read");
	everywhere(is_set_in_own_page, bytes, 1, "seen by a page's mapping");
	everywhere(is_set_in_part, bytes, 1, "seen by a dma-buf");
	everywhere(set_by_write, bytes, 2, "set by write");
	everywhere(is_set_in_mapping, bytes, 2, "seen by a mapping of all");
	everywhere(can_sync, bytes, 0, "synced");
	test_import();
	return tap_status();
}
