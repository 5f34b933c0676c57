// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause
/* Every flag that mmap() takes, and every protection. */
#include "calls.h"

#ifndef MAP_SYNC
#define MAP_SYNC 0x080000
#endif
/* From bit 26 on they are sizes of huge pages. */
#define MAP_UNKNOWN (1 << 22)

/**
 * struct way - a way to call mmap()
 * @flags: its argument
 * @error: what it gives; 0: a mapping that shows the buffer
 * @what: the way in words
 */
struct way {
	int flags;
	int error;
	const char *what;
};

static const struct way ways[] = {
	{MAP_SHARED, 0, "MAP_SHARED"},
	{MAP_SHARED_VALIDATE, 0, "MAP_SHARED_VALIDATE"},
	{MAP_SHARED | MAP_FILE, 0, "MAP_FILE"},
	{MAP_SHARED | MAP_POPULATE, 0, "MAP_POPULATE"},
	{MAP_SHARED | MAP_POPULATE | MAP_NONBLOCK, 0, "MAP_NONBLOCK"},
	{MAP_SHARED | MAP_LOCKED, 0, "MAP_LOCKED"},
	{MAP_SHARED | MAP_NORESERVE, 0, "MAP_NORESERVE"},
	{MAP_SHARED | MAP_STACK, 0, "MAP_STACK"},
	{MAP_SHARED | MAP_DENYWRITE | MAP_EXECUTABLE, 0, "MAP_DENYWRITE"},
	{MAP_SHARED | MAP_SYNC, 0, "MAP_SYNC, which MAP_SHARED ignores"},
	{MAP_SHARED | MAP_UNKNOWN, 0, "an unknown flag, likewise"},
#ifdef MAP_32BIT
	{MAP_SHARED | MAP_32BIT, 0, "MAP_32BIT"},
#endif
	{MAP_SHARED_VALIDATE | MAP_SYNC, EOPNOTSUPP,
	 "MAP_SYNC, with MAP_SHARED_VALIDATE"},
	{MAP_SHARED_VALIDATE | MAP_UNKNOWN, EOPNOTSUPP,
	 "an unknown flag, with MAP_SHARED_VALIDATE"},
	{MAP_SHARED | MAP_HUGETLB, EINVAL, "MAP_HUGETLB"},
	{MAP_SHARED | MAP_GROWSDOWN, EINVAL, "MAP_GROWSDOWN"},
	{MAP_PRIVATE, EINVAL, "MAP_PRIVATE, to write"},
	{MAP_PRIVATE | MAP_POPULATE, EINVAL, "MAP_PRIVATE | MAP_POPULATE"},
	{0, EINVAL, "neither shared nor private"},
};

/* The mapping shows the buffer, and the buffer what is written there. */
static bool works(uint8_t *bytes)
{
	fill(1);
	if (!holds(bytes, 0, size, 1))
		return false;
	for (size_t i = 0; i < size; i++)
		bytes[i]++;
	return is_filled(2);
}

static void try_way(const struct way *way)
{
	uint8_t *bytes = mmap(NULL, size, READ_WRITE, way->flags, file, 0);

	if (way->error || bytes == MAP_FAILED) {
		tap_fails(bytes == MAP_FAILED ? -1 : 0, way->error, way->what);
		if (bytes != MAP_FAILED)
			munmap(bytes, size);
		return;
	}
	tap(works(bytes), way->what);
#ifdef MAP_32BIT
	if (way->flags & MAP_32BIT)
		tap((uintptr_t)bytes + size <= 1ULL << 32,
		    "it is where such a pointer reaches");
#endif
	munmap(bytes, size);
}

static void test_addresses(void)
{
	size_t space = 4 * size;
	uint8_t *free_place = mmap(NULL, space, PROT_NONE,
				   MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	uint8_t *wanted = free_place + 3 * page, *bytes;

	puts("# addresses");
	bytes = mmap(wanted, size, READ_WRITE, MAP_SHARED | MAP_FIXED, file, 0);
	tap(bytes == wanted && works(bytes), "MAP_FIXED");
	bytes = mmap(wanted, size, READ_WRITE, MAP_SHARED | MAP_FIXED_NOREPLACE,
		     file, 0);
	tap_fails(bytes == MAP_FAILED ? -1 : 0, EEXIST,
		  "MAP_FIXED_NOREPLACE where something is");
	munmap(free_place, space);
	bytes = mmap(wanted, size, READ_WRITE, MAP_SHARED | MAP_FIXED_NOREPLACE,
		     file, 0);
	tap(bytes == wanted && works(bytes), "where nothing is");
	munmap(wanted, size);
	bytes = mmap(wanted, size, READ_WRITE, MAP_SHARED, file, 0);
	tap(bytes == wanted && works(bytes), "an address as a hint");
	munmap(wanted, size);
	bytes = mmap(wanted + 1, size, READ_WRITE, MAP_SHARED | MAP_FIXED, file,
		     0);
	tap_fails(bytes == MAP_FAILED ? -1 : 0, EINVAL, "MAP_FIXED at no page");
	bytes = mmap(NULL, 0, READ_WRITE, MAP_SHARED, file, 0);
	tap_fails(bytes == MAP_FAILED ? -1 : 0, EINVAL, "nothing");
	bytes = mmap(NULL, page + 1, READ_WRITE, MAP_SHARED, file, size - page);
	tap_fails(bytes == MAP_FAILED ? -1 : 0, EINVAL,
		  "a byte behind the last page");
	bytes = mmap(NULL, page - 100, READ_WRITE, MAP_SHARED, file,
		     size - page);
	tap(bytes != MAP_FAILED && holds(bytes, size - page, page, 2),
	    "less than a page shows it all");
	munmap(bytes, page - 100);
}

void test_flags(void)
{
	puts("# mmap");
	for (size_t i = 0; i < sizeof(ways) / sizeof(ways[0]); i++)
		try_way(&ways[i]);
	test_addresses();
}

/* A mapping of a protection, which is then made readable and writable. */
static void try_protection(int protection, const char *what)
{
	uint8_t *bytes = mmap(NULL, size, protection, MAP_SHARED, file, 0);

	if (!tap(bytes != MAP_FAILED, what))
		return;
	tap_number(mprotect(bytes, size, READ_WRITE), 0,
		   "mprotect to read and write");
	tap(works(bytes), "then it works");
	tap_number(mprotect(bytes, size, READ_WRITE | PROT_EXEC), 0,
		   "mprotect to execute");
	tap(works(bytes), "it works still");
	munmap(bytes, size);
}

void test_protections(void)
{
	int reader = buffer_open(name, O_RDONLY);
	int writer = buffer_open(name, O_WRONLY);
	uint8_t *bytes;

	puts("# protections");
	try_protection(PROT_NONE, "PROT_NONE");
	try_protection(PROT_READ, "PROT_READ");
	try_protection(PROT_WRITE, "PROT_WRITE");
	try_protection(PROT_READ | PROT_EXEC, "PROT_EXEC");
	bytes = mmap(NULL, size, READ_WRITE, MAP_SHARED, reader, 0);
	tap_fails(bytes == MAP_FAILED ? -1 : 0, EACCES,
		  "to write, of a file that is open to read");
	bytes = mmap(NULL, size, PROT_READ, MAP_SHARED, writer, 0);
	tap_fails(bytes == MAP_FAILED ? -1 : 0, EACCES,
		  "of a file that is open to write");
	close(reader);
	close(writer);
}
