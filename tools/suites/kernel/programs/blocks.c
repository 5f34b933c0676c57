// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause
/*
 * blocks NAME whole|around|each|no: whether a mapping goes in by GiB, with a
 * fault for each and without any table; by 2 MiB, without a page table: all of
 * a GiB with one fault, or each with its own; else it takes no faults. Either
 * way it shows the buffer, whose size is a multiple of 2 MiB, and 16 of them at
 * least.
 */
#include <string.h>
#include <sys/resource.h>

#include "buffer.h"
#include "tap.h"

#define BLOCK (2 << 20)

/* Page faults that the rest of a process may have meanwhile. */
#define OTHER_FAULTS 3

/**
 * struct way - how a mapping goes in
 * @name: of it
 * @what: it costs
 * @block: bytes that each have a fault; 0: a GiB
 * @faults: there are some
 * @tables: at the most, where there are faults
 */
static const struct way {
	const char *name, *what;
	size_t block;
	bool faults;
	size_t tables;
} ways[] = {
	{"whole", "a fault for each GiB", 1 << 30, true, 0},
	{"around", "one fault for all blocks", 0, true, 1},
	{"each", "a fault for each block", BLOCK, true, 1},
	{"no", "no fault", 0, false, 0},
};

static const struct way *wanted;
static const char *name;
static size_t size, page;

static const struct way *find_way(const char *way_name)
{
	for (size_t i = 0; i < sizeof(ways) / sizeof(ways[0]); i++)
		if (!strcmp(ways[i].name, way_name))
			return &ways[i];
	return NULL;
}

static long minor_faults(void)
{
	struct rusage usage;

	getrusage(RUSAGE_SELF, &usage);
	return usage.ru_minflt;
}

static size_t page_table_bytes(void)
{
	FILE *status = fopen("/proc/self/status", "r");
	char line[256];
	size_t kib = 0;

	while (fgets(line, sizeof(line), status))
		if (sscanf(line, "VmPTE: %zu", &kib) == 1)
			break;
	fclose(status);
	return kib << 10;
}

static void write_every_page(volatile uint8_t *bytes, uint8_t value)
{
	for (size_t i = 0; i < size; i += page)
		bytes[i] = value + i / page;
}

static bool has_every_page(const volatile uint8_t *bytes, uint8_t value)
{
	for (size_t i = 0; i < size; i += page)
		if (bytes[i] != (uint8_t)(value + i / page))
			return false;
	return true;
}

static void costs(long faults, size_t tables)
{
	/* What lies across a multiple of a GiB takes one more. */
	long least = wanted->block ? size / wanted->block : wanted->faults;
	long most = wanted->block ? least : 2 * wanted->faults;

	if (!tap(faults >= least && faults <= most + OTHER_FAULTS,
		 wanted->what))
		printf("#   %ld faults\n", faults);
	/*
	 * Of three tables that pages need, two may be there already; and one of
	 * those that blocks do without may be due to what is beside them.
	 */
	if (!tap(wanted->faults ? tables <= wanted->tables * page
				: tables >= page,
		 wanted->faults ? "no page table" : "page tables"))
		printf("#   %zu bytes of tables\n", tables);
}

static void test_costs(int flags, const char *kind)
{
	int file = buffer_open(name, O_RDWR | flags);
	/* What is above the tables of the second mapping, the first one needs
	 * too. */
	uint8_t *first = buffer_map(file, size), *second;
	long faults;
	size_t tables;

	printf("# %s\n", kind);
	write_every_page(first, 1);
	tables = page_table_bytes();
	faults = minor_faults();
	second = buffer_map(file, size);
	write_every_page(second, 2);
	faults = minor_faults() - faults;
	tables = page_table_bytes() - tables;
	costs(faults, tables);
	tap(has_every_page(first, 2), "both mappings show the same");
	munmap(first, size);
	munmap(second, size);
	close(file);
}

/* A mapping at an address that does not suit, and one that begins and ends
 * within blocks: right all the same. */
static void test_unaligned(void)
{
	int file = buffer_open(name, O_RDWR);
	uint8_t *place = mmap(NULL, size + 2 * BLOCK, PROT_NONE,
			      MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	uint8_t *whole = buffer_map(file, size), *part;
	uintptr_t misfit = ((uintptr_t)whole + 3 * page) % BLOCK;
	uintptr_t start = (uintptr_t)place & ~(uintptr_t)(BLOCK - 1);
	size_t count = size - 10 * page;

	puts("# addresses that do not suit");
	write_every_page(whole, 3);
	part = mmap((void *)(start + BLOCK + misfit), size,
		    PROT_READ | PROT_WRITE, MAP_SHARED | MAP_FIXED, file, 0);
	tap(part != MAP_FAILED && has_every_page(part, 3),
	    "a mapping beside its blocks shows the buffer");
	munmap(part, size);
	part = mmap(NULL, count, PROT_READ | PROT_WRITE, MAP_SHARED, file,
		    5 * page);
	tap(part != MAP_FAILED && !memcmp(part, whole + 5 * page, count),
	    "a part that begins and ends within blocks shows that part");
	munmap(part, count);
	munmap(whole, size);
	munmap(place, size + 2 * BLOCK);
	close(file);
}

int main(int argc, char **argv)
{
	wanted = argc == 3 ? find_way(argv[2]) : NULL;
	if (!wanted)
		errx(2, "usage: blocks NAME whole|around|each|no");
	name = argv[1];
	page = sysconf(_SC_PAGESIZE);
	size = buffer_attribute(name, "size");
	if (size % BLOCK || size < 16 * BLOCK)
		errx(2, "%s is not of a size that this program can test with",
		     name);
	setvbuf(stdout, NULL, _IOLBF, 0);
	test_costs(0, "cached");
	test_costs(O_SYNC, "with O_SYNC");
	test_unaligned();
	return tap_status();
}
