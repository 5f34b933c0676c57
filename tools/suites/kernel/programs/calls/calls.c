// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause
/*
 * calls NAME: the system calls that programs make on a device node and on its
 * mapping, and that are not the driver's own. Each does what it does with other
 * drivers of RAM, and leaves the bytes alone. The buffer has at least 16 whole
 * pages.
 */
#include "calls.h"

const char *name;
char node[PATH_MAX];
size_t size, page;
int file;
bool counted;
static uint8_t *copy;

static uint8_t byte_at(size_t i, uint8_t seed)
{
	return i * 13 + (i >> 8) * 5 + (i >> 16) + seed;
}

void fill(uint8_t seed)
{
	for (size_t i = 0; i < size; i++)
		copy[i] = byte_at(i, seed);
	if (pwrite(file, copy, size, 0) != (ssize_t)size)
		err(1, "write of the whole buffer");
}

bool holds(const uint8_t *bytes, size_t offset, size_t count, uint8_t seed)
{
	for (size_t i = 0; i < count; i++)
		if (bytes[i] != byte_at(offset + i, seed))
			return false;
	return true;
}

bool is_filled(uint8_t seed)
{
	memset(copy, ~seed, size);
	return pread(file, copy, size, 0) == (ssize_t)size &&
	       holds(copy, 0, size, seed);
}

uint8_t *map_all(void)
{
	return buffer_map(file, size);
}

int main(int argc, char **argv)
{
	if (argc != 2)
		errx(2, "usage: calls NAME");
	setvbuf(stdout, NULL, _IOLBF, 0);
	name = argv[1];
	snprintf(node, sizeof(node), "/dev/%s", name);
	page = sysconf(_SC_PAGESIZE);
	size = buffer_attribute(name, "size");
	if (size % page || size < 16 * page)
		errx(2, "%s is not of a size that this program can test with",
		     name);
	counted = buffer_attribute(name, "quirk_mmap_mode") == 4;
	file = buffer_open(name, O_RDWR);
	copy = malloc(size);

	test_descriptor();
	test_locks();
	test_readiness();
	test_flags();
	test_protections();
	test_places();
	test_advice();
	test_watchers();
	test_processes();
	return tap_status();
}
