// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause
/* What is done with the memory of a mapping: locks, moves, advice, policies. */
#include <sys/syscall.h>

#include "calls.h"

#ifndef MREMAP_DONTUNMAP
#define MREMAP_DONTUNMAP 4
#endif
#define BIND	      2
#define MOVE_ALL      (1 << 2)
#define LAST_ADVICE   25
#define SOFT_OFFLINE  101
#define GUARD_INSTALL 102
#define GUARD_REMOVE  103

static void test_memory_locks(void)
{
	uint8_t *bytes = map_all(), *later;

	puts("# locks in memory");
	fill(1);
	tap_number(mlock(bytes, size), 0, "mlock");
	tap_number(mlock2(bytes, size, MLOCK_ONFAULT), 0, "mlock2");
	tap_number(mlockall(MCL_CURRENT | MCL_FUTURE), 0, "mlockall");
	later = map_all();
	tap(holds(bytes, 0, size, 1) && holds(later, 0, size, 1),
	    "a mapping before and one after it show the buffer");
	tap_number(munlockall(), 0, "munlockall");
	tap_number(munlock(bytes, size), 0, "munlock");
	munmap(bytes, size);
	munmap(later, size);
}

static void test_remaps(void)
{
	uint8_t *bytes = map_all();
	void *moved;

	puts("# other pages, other places");
	fill(2);
	tap_number(remap_file_pages(bytes + 2 * page, page, 0, 5, 0), 0,
		   "remap_file_pages");
	tap(holds(bytes, 0, 2 * page, 2) &&
		    holds(bytes + 2 * page, 5 * page, page, 2) &&
		    holds(bytes + 3 * page, 3 * page, size - 3 * page, 2),
	    "it shows another page, and the rest is as it was");
	munmap(bytes, size);

	bytes = map_all();
	moved = mremap(bytes, size, size, MREMAP_MAYMOVE | MREMAP_DONTUNMAP,
		       NULL);
	tap_fails(moved == MAP_FAILED ? -1 : 0, EINVAL,
		  "mremap, MREMAP_DONTUNMAP");
	tap(holds(bytes, 0, size, 2), "the mapping stays");
	moved = mremap(bytes, size, size + page, 0);
	tap(moved == MAP_FAILED, "mremap to more than there is");
	tap(mremap(bytes, size, size, 0) == bytes, "mremap to the same");
	tap_number(munmap(bytes, page), 0, "munmap of the first page");
	tap_number(munmap(bytes + size - page, page), 0, "and of the last");
	tap(holds(bytes + page, page, size - 2 * page, 2), "the rest stays");
	munmap(bytes, size);
}

/* Whatever the kernel makes of it, the bytes stay, and can be written. */
static bool survives_advice(int advice)
{
	uint8_t *bytes = map_all();
	bool good;

	fill(3);
	madvise(bytes, size, advice);
	good = holds(bytes, 0, size, 3);
	bytes[0] ^= 1;
	bytes[0] ^= 1;
	munmap(bytes, size);
	return good && is_filled(3);
}

static void test_every_advice(void)
{
	char what[40];

	puts("# madvise");
	for (int advice = 0; advice <= LAST_ADVICE; advice++) {
		snprintf(what, sizeof(what), "advice %d leaves the bytes alone",
			 advice);
		tap(survives_advice(advice), what);
	}
	tap(survives_advice(SOFT_OFFLINE), "MADV_SOFT_OFFLINE");
	tap(survives_advice(GUARD_REMOVE), "MADV_GUARD_REMOVE");
	/* A guard may be set, and would be in the way. */
	if (madvise(map_all(), size, GUARD_INSTALL))
		tap(is_filled(3), "MADV_GUARD_INSTALL is refused");
}

/* One node: there is nowhere to go, and nobody may go wrong on the way. */
static void test_policies(void)
{
	uint8_t *bytes = map_all();
	unsigned long nodes = 1;
	void *pages[] = {bytes, bytes + page};
	int target[2] = {0, 0}, status[2];

	puts("# nodes of memory");
	fill(4);
	syscall(SYS_mbind, bytes, size, BIND, &nodes, 8, MOVE_ALL);
	syscall(SYS_move_pages, 0, 2, pages, target, status, MOVE_ALL);
	syscall(SYS_migrate_pages, 0, 8, &nodes, &nodes);
	tap(holds(bytes, 0, size, 4), "mbind, move_pages, migrate_pages");
	munmap(bytes, size);
}

void test_places(void)
{
	test_memory_locks();
	test_remaps();
	test_policies();
}

void test_advice(void)
{
	test_every_advice();
}
