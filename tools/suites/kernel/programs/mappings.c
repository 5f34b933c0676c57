// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause
/*
 * mappings NAME: what a mapping of a buffer shows, what can be done with it,
 * and that no page of it ever faults. The buffer has whole pages, at least 16.
 */
#include <setjmp.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>

#include "ioctls.h"
#include "tap.h"

/* Page faults that the rest of a process may have while its pages are counted.
 */
#define OTHER_FAULTS 3

/* What a newer kernel may map by a single fault, or begin and end within. */
#define BLOCK (2 << 20)

#define READ_WRITE (PROT_READ | PROT_WRITE)

static const char *name;
static size_t size, page;
static int file;
static uint8_t *copy;

static uint64_t word(size_t i, uint64_t seed)
{
	return (i + 1) * 0x9e3779b97f4a7c15 ^ seed;
}

static void fill(uint8_t *bytes, uint64_t seed)
{
	uint64_t *words = (uint64_t *)bytes;

	for (size_t i = 0; i < size / sizeof(*words); i++)
		words[i] = word(i, seed);
}

/* Whether they are those of the buffer from an offset on. */
static bool holds(const uint8_t *bytes, size_t offset, size_t count,
		  uint64_t seed)
{
	const uint64_t *words = (const uint64_t *)bytes;
	size_t first = offset / sizeof(*words);

	for (size_t i = 0; i < count / sizeof(*words); i++)
		if (words[i] != word(first + i, seed))
			return false;
	return true;
}

static bool reads_back(int from, uint64_t seed)
{
	memset(copy, 0, size);
	return pread(from, copy, size, 0) == (ssize_t)size &&
	       holds(copy, 0, size, seed);
}

static uint8_t *map(int from, size_t count, off_t offset)
{
	uint8_t *bytes =
		mmap(NULL, count, READ_WRITE, MAP_SHARED, from, offset);

	if (bytes == MAP_FAILED)
		err(1, "mmap of %zu bytes at %lld", count, (long long)offset);
	return bytes;
}

/* An access to memory that may not be there. */

static sigjmp_buf bad_access;
static volatile sig_atomic_t is_trying;

static void on_bad_access(int signal)
{
	if (!is_trying)
		errx(2, "signal %d where none was due", signal);
	siglongjmp(bad_access, signal);
}

/* The signal that an access gives, or 0. */
static int reading_gives(volatile uint8_t *byte)
{
	int signal = sigsetjmp(bad_access, 1);

	is_trying = !signal;
	if (!signal)
		(void)*byte;
	is_trying = 0;
	return signal;
}

static int writing_gives(volatile uint8_t *byte, uint8_t value)
{
	int signal = sigsetjmp(bad_access, 1);

	is_trying = !signal;
	if (!signal)
		*byte = value;
	is_trying = 0;
	return signal;
}

static long minor_faults(void)
{
	struct rusage usage;

	getrusage(RUSAGE_SELF, &usage);
	return usage.ru_minflt;
}

static void no_faults(long before, const char *what, const char *kind)
{
	long faults = minor_faults() - before;
	char text[120];

	snprintf(text, sizeof(text), "%s: no page of %s faults", kind, what);
	if (!tap(faults <= OTHER_FAULTS + (long)(size / BLOCK) + 1, text))
		printf("#   %ld faults for %zu pages\n", faults, size / page);
}

static void write_every_page(volatile uint8_t *bytes)
{
	for (size_t i = 0; i < size; i += page)
		bytes[i] = 1;
}

static void read_every_page(const volatile uint8_t *bytes)
{
	for (size_t i = 0; i < size; i += page)
		(void)bytes[i];
}

static void test_faults(int from, const char *kind)
{
	uint8_t *bytes = map(from, size, 0);
	long before = minor_faults();

	write_every_page(bytes);
	no_faults(before, "a new mapping, written,", kind);
	munmap(bytes, size);

	bytes = mmap(NULL, size, PROT_READ, MAP_SHARED, from, 0);
	before = minor_faults();
	read_every_page(bytes);
	no_faults(before, "a new mapping to read", kind);
	munmap(bytes, size);
}

static void set_sync_mode(uint64_t mode)
{
	struct u_dma_buf_ioctl_sync_args args;

	if (ioctl(file, U_DMA_BUF_IOCTL_GET_SYNC, &args))
		err(1, "GET_SYNC");
	args.flags &= ~(uint64_t)U_DMA_BUF_SYNC_MODE;
	args.flags |= mode << U_DMA_BUF_SYNC_MODE_SHIFT;
	if (ioctl(file, U_DMA_BUF_IOCTL_SET_SYNC, &args))
		err(1, "SET_SYNC");
}

/* Every way of mapping shows the same bytes, and takes no faults. */
static void test_sync_mode(int mode, int flags)
{
	uint64_t seed = mode << 1 | !!flags;
	int mapped = buffer_open(name, O_RDWR | flags);
	uint8_t *bytes = map(mapped, size, 0);
	char kind[80];

	snprintf(kind, sizeof(kind), "sync_mode %d %s O_SYNC", mode,
		 flags ? "with" : "without");
	fill(bytes, seed);
	tap(reads_back(file, seed), kind);
	tap(reads_back(mapped, seed), "the file that is mapped agrees");
	fill(copy, ~seed);
	pwrite(file, copy, size, 0);
	tap(holds(bytes, 0, size, ~seed), "the mapping shows what is written");
	munmap(bytes, size);
	test_faults(mapped, kind);
	close(mapped);
}

/* The argument 0 leaves the mode as it is, so 0 is set first, by sysfs. */
static void test_sync_modes(void)
{
	char path[PATH_MAX];
	int node;

	snprintf(path, sizeof(path), "/sys/class/u-dma-buf/%s/sync_mode", name);
	node = open(path, O_WRONLY);
	if (node < 0 || write(node, "0", 1) != 1)
		err(1, "%s", path);
	close(node);
	for (int mode = 0; mode < 8; mode++) {
		set_sync_mode(mode);
		test_sync_mode(mode, 0);
		test_sync_mode(mode, O_SYNC);
	}
	set_sync_mode(1);
}

static void test_export(void)
{
	int part = buffer_export(file, 0, size, O_RDWR);

	puts("# a mapping of a dma-buf");
	test_faults(part, "dma-buf");
	close(part);
}

static void test_part(void)
{
	size_t offset = 5 * page, count = 3 * page;
	uint8_t *bytes = map(file, count, offset);

	puts("# a part, at an offset");
	fill(copy, 1);
	pwrite(file, copy, size, 0);
	tap(holds(bytes, offset, count, 1), "it shows that part");
	memset(bytes, 0, count);
	pread(file, copy, size, 0);
	tap(holds(copy, 0, offset, 1) &&
		    holds(copy + offset + count, offset + count,
			  size - offset - count, 1),
	    "what is written to it leaves the rest alone");
	munmap(bytes, count);
}

static void test_hole(void)
{
	uint8_t *bytes = map(file, size, 0);

	puts("# munmap of a page in the middle");
	fill(bytes, 2);
	tap_number(munmap(bytes + 4 * page, page), 0, "munmap");
	tap_number(reading_gives(bytes + 4 * page), SIGSEGV, "it is not there");
	tap(holds(bytes, 0, 4 * page, 2) &&
		    holds(bytes + 5 * page, 5 * page, size - 5 * page, 2),
	    "the rest is");
	tap(mmap(bytes + 4 * page, page, READ_WRITE, MAP_SHARED | MAP_FIXED,
		 file, 4 * page) == bytes + 4 * page,
	    "it can be mapped again");
	tap(holds(bytes, 0, size, 2), "then all is there");
	munmap(bytes, size);
}

static void test_move(void)
{
	uint8_t *bytes = map(file, size, 0);
	uint8_t *place =
		mmap(NULL, size, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	long before;

	puts("# mremap");
	fill(bytes, 3);
	tap(mremap(bytes, size, size, MREMAP_MAYMOVE | MREMAP_FIXED, place) ==
		    place,
	    "it can be moved");
	tap(holds(place, 0, size, 3), "and shows the buffer there");
	tap_number(reading_gives(bytes), SIGSEGV, "and no more where it was");
	before = minor_faults();
	write_every_page(place);
	no_faults(before, "it", "moved");

	tap(mremap(place, size, 2 * size, MREMAP_MAYMOVE) == MAP_FAILED,
	    "it does not grow");
	tap(mremap(place, 0, page, MREMAP_MAYMOVE) == MAP_FAILED,
	    "nor is it doubled");
	fill(place, 4);
	tap(mremap(place, size, 2 * page, 0) == place, "it can shrink");
	tap(holds(place, 0, 2 * page, 4), "what is left shows the buffer");
	tap_number(reading_gives(place + 2 * page), SIGSEGV,
		   "the rest is not there");
	tap(mremap(place, 2 * page, 3 * page, MREMAP_MAYMOVE) == MAP_FAILED,
	    "and does not come back");
	tap(reads_back(file, 4), "the buffer is as it was");
	munmap(place, 2 * page);
}

/* Runs in the child; the exit status says at what it failed. */
static int child_of_fork(uint8_t *bytes)
{
	if (!holds(bytes, 0, size, 5))
		return 1;
	fill(bytes, 6);
	if (!reads_back(file, 6))
		return 2;
	munmap(bytes, size);
	return 0;
}

static void test_fork(void)
{
	uint8_t *bytes = map(file, size, 0);
	int status = -1;
	pid_t child;
	long before;

	puts("# fork");
	fill(bytes, 5);
	child = fork();
	if (!child)
		_exit(child_of_fork(bytes));
	waitpid(child, &status, 0);
	tap_number(status, 0,
		   "the child sees what the parent wrote, and writes");
	tap(holds(bytes, 0, size, 6), "the parent sees what the child wrote");
	before = minor_faults();
	write_every_page(bytes);
	no_faults(before, "the parent's mapping", "after fork");
	munmap(bytes, size);
}

static void test_protection(void)
{
	uint8_t *bytes = map(file, size, 0);
	int reader = buffer_open(name, O_RDONLY);

	puts("# mprotect");
	fill(bytes, 7);
	tap_number(mprotect(bytes, size, PROT_READ), 0, "to reading");
	tap(holds(bytes, 0, size, 7), "it can be read");
	tap_number(writing_gives(bytes, 1), SIGSEGV, "and not written");
	tap_number(mprotect(bytes + page, page, PROT_NONE), 0,
		   "to nothing, a page");
	tap_number(reading_gives(bytes + page), SIGSEGV, "it cannot be read");
	tap_number(mprotect(bytes, size, READ_WRITE), 0, "to all again");
	tap(holds(bytes, 0, size, 7), "it can be read");
	fill(bytes, 8);
	tap(reads_back(file, 8), "and written");
	munmap(bytes, size);

	bytes = mmap(NULL, size, PROT_READ, MAP_SHARED, reader, 0);
	tap(holds(bytes, 0, size, 8), "a read-only file can be mapped to read");
	tap_fails(mprotect(bytes, size, READ_WRITE), EACCES,
		  "that mapping cannot be made writable");
	munmap(bytes, size);
	close(reader);
}

/* Whatever the kernel makes of an advice, the bytes stay. */
static void survives(uint8_t *bytes, int advice, const char *what)
{
	char text[120];
	int result, signal;

	fill(bytes, advice);
	result = madvise(bytes, size, advice);
	signal = reading_gives(bytes) ?: reading_gives(bytes + size - 1) ?:
					 writing_gives(bytes + page, 0);
	fill(copy, advice);
	copy[page] = 0;
	snprintf(text, sizeof(text), "%s: every byte is still there", what);
	if (!tap(!signal && !memcmp(bytes, copy, size), text))
		printf("#   madvise gave %d, an access signal %d\n", result,
		       signal);
}

static void test_advice(void)
{
	uint8_t *bytes = map(file, size, 0);

	puts("# madvise");
	survives(bytes, MADV_DONTNEED, "MADV_DONTNEED");
	survives(bytes, MADV_REMOVE, "MADV_REMOVE");
	survives(bytes, MADV_FREE, "MADV_FREE");
	survives(bytes, MADV_COLD, "MADV_COLD");
	survives(bytes, MADV_PAGEOUT, "MADV_PAGEOUT");
	survives(bytes, MADV_HUGEPAGE, "MADV_HUGEPAGE");
	survives(bytes, MADV_MERGEABLE, "MADV_MERGEABLE");
	survives(bytes, MADV_POPULATE_WRITE, "MADV_POPULATE_WRITE");

	/* Its pages may have to come back while the buffer is being copied. */
	fill(copy, 9);
	pwrite(file, copy, size, 0);
	madvise(bytes, size, MADV_DONTNEED);
	tap_number(pwrite(file, bytes, size, 0), size,
		   "write to the buffer from its own mapping");
	tap(reads_back(file, 9), "every byte is still there");
	madvise(bytes, size, MADV_DONTNEED);
	tap_number(pread(file, bytes, size, 0), size,
		   "read of the buffer into its own mapping");
	tap(reads_back(file, 9), "every byte is still there");
	munmap(bytes, size);
}

static void test_private(void)
{
	uint8_t *bytes;

	puts("# private mappings");
	fill(copy, 10);
	pwrite(file, copy, size, 0);
	bytes = mmap(NULL, size, PROT_READ, MAP_PRIVATE, file, 0);
	if (!tap(bytes != MAP_FAILED, "to read"))
		return;
	tap(holds(bytes, 0, size, 10), "it shows the buffer");
	tap_fails(mprotect(bytes, size, READ_WRITE), EACCES,
		  "it cannot be made writable");
	munmap(bytes, size);
	bytes = mmap(NULL, size, READ_WRITE, MAP_PRIVATE, file, 0);
	tap_fails(bytes == MAP_FAILED ? -1 : 0, EINVAL, "to write: refused");
}

static void test_other_flags(void)
{
	uint8_t *bytes;

	puts("# other ways to ask");
	bytes = mmap(NULL, size, READ_WRITE, MAP_SHARED | MAP_POPULATE, file,
		     0);
	tap(bytes != MAP_FAILED && holds(bytes, 0, size, 10), "MAP_POPULATE");
	tap_number(mlock(bytes, size), 0, "mlock");
	tap_number(munlock(bytes, size), 0, "munlock");
	tap(holds(bytes, 0, size, 10), "every byte is still there");
	munmap(bytes, size);
	bytes = mmap(NULL, size, READ_WRITE, MAP_SHARED_VALIDATE, file, 0);
	tap(bytes != MAP_FAILED && holds(bytes, 0, size, 10),
	    "MAP_SHARED_VALIDATE");
	munmap(bytes, size);
}

int main(int argc, char **argv)
{
	if (argc != 2)
		errx(2, "usage: mappings NAME");
	name = argv[1];
	page = sysconf(_SC_PAGESIZE);
	size = buffer_attribute(name, "size");
	if (size % page || size < 16 * page)
		errx(2, "%s is not of a size that this program can test with",
		     name);
	file = buffer_open(name, O_RDWR);
	copy = malloc(size);
	setvbuf(stdout, NULL, _IOLBF, 0);
	signal(SIGSEGV, on_bad_access);
	signal(SIGBUS, on_bad_access);

	test_sync_modes();
	test_export();
	test_part();
	test_hole();
	test_move();
	test_fork();
	test_protection();
	test_advice();
	test_private();
	test_other_flags();
	return tap_status();
}
