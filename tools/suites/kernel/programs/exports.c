// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause
/*
 * exports NAME: parts of a buffer as dma-bufs, for this process and for the
 * device of the module u-dma-buf-importer. The buffer's size must not be a
 * multiple of the page size, and over four pages.
 */
#include <importer.h>
#include <linux/dma-buf.h>
#include <string.h>
#include <sys/resource.h>

#include "ioctls.h"
#include "tap.h"

static const char *name;
static int file;
static uint64_t size, mapped_size, page;
static uint8_t *all;

static uint8_t pattern(size_t i)
{
	return (i * 11 + (i >> 8) + 3) & 0xff;
}

static void fill(void)
{
	for (size_t i = 0; i < mapped_size; i++)
		all[i] = pattern(i);
}

static bool holds_pattern(const uint8_t *bytes, size_t offset, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (bytes[i] != pattern(offset + i))
			return false;
	return true;
}

static int export(uint64_t offset, uint64_t count, uint64_t flags)
{
	int part = buffer_export(file, offset, count, flags);

	if (part < 0)
		err(1, "EXPORT of %" PRIu64 " bytes at %" PRIu64, count,
		    offset);
	return part;
}

static void test_mmap(int flags, const char *kind)
{
	int part = export(page, 2 * page, O_RDWR | flags);
	uint8_t *bytes, *second;

	printf("# mmap of a part, %s\n", kind);
	fill();
	bytes = buffer_map(part, 2 * page);
	tap(holds_pattern(bytes, page, 2 * page), "it shows the part");
	bytes[5] = ~pattern(page + 5);
	tap_number(all[page + 5], bytes[5], "the buffer shows what it writes");
	second = mmap(NULL, page, PROT_READ, MAP_SHARED, part, page);
	tap(second != MAP_FAILED && holds_pattern(second, 2 * page, page),
	    "its second page alone");
	munmap(second, page);
	tap_fails(mmap(NULL, page, PROT_READ, MAP_SHARED, part, 2 * page) ==
				  MAP_FAILED
			  ? -1
			  : 0,
		  EINVAL, "the page after it");
	tap_fails(mmap(NULL, 3 * page, PROT_READ, MAP_SHARED, part, 0) ==
				  MAP_FAILED
			  ? -1
			  : 0,
		  EINVAL, "a page more than it");
	close(part);
	bytes[6] = 0x66;
	tap_number(all[page + 6], 0x66, "the mapping lives on after close");
	munmap(bytes, 2 * page);
}

static void test_last_page(void)
{
	int part = export(mapped_size - page, page, O_RDWR);
	uint8_t *bytes = buffer_map(part, page);

	puts("# the last page, which the buffer does not fill");
	fill();
	tap(holds_pattern(bytes, mapped_size - page, page), "it is shown");
	munmap(bytes, page);
	close(part);
}

static int dma_buf_sync(int part, uint64_t flags)
{
	struct dma_buf_sync sync = {.flags = flags};

	return ioctl(part, DMA_BUF_IOCTL_SYNC, &sync);
}

static void test_sync(void)
{
	int part = export(mapped_size - 2 * page, 2 * page, O_RDWR);

	puts("# DMA_BUF_IOCTL_SYNC");
	tap_number(dma_buf_sync(part, DMA_BUF_SYNC_START | DMA_BUF_SYNC_RW), 0,
		   "the CPU begins");
	tap_number(buffer_attribute(name, "sync_owner"), 0,
		   "it owns the buffer");
	tap_number(dma_buf_sync(part, DMA_BUF_SYNC_END | DMA_BUF_SYNC_RW), 0,
		   "the CPU ends");
	tap_number(buffer_attribute(name, "sync_owner"), 1,
		   "the device owns the buffer");
	tap_number(dma_buf_sync(part, DMA_BUF_SYNC_START | DMA_BUF_SYNC_READ),
		   0, "the CPU begins to read");
	tap_number(dma_buf_sync(part, DMA_BUF_SYNC_END | DMA_BUF_SYNC_READ), 0,
		   "the CPU ends to read");
	tap_number(dma_buf_sync(part, DMA_BUF_SYNC_START | DMA_BUF_SYNC_WRITE),
		   0, "the CPU begins to write");
	tap_number(dma_buf_sync(part, DMA_BUF_SYNC_END | DMA_BUF_SYNC_WRITE), 0,
		   "the CPU ends to write");
	tap_fails(dma_buf_sync(part, 1 << 10), EINVAL, "an unknown flag");
	tap_fails(dma_buf_sync(part, DMA_BUF_SYNC_START), EINVAL,
		  "no direction");
	close(part);
}

static bool is_mappable(int part, int protection)
{
	void *memory = mmap(NULL, page, protection, MAP_SHARED, part, 0);

	if (memory == MAP_FAILED)
		return false;
	munmap(memory, page);
	return true;
}

static void test_access(void)
{
	int part = export(0, page, O_RDONLY);

	puts("# access modes and flags");
	tap_number(fcntl(part, F_GETFL) & O_ACCMODE, O_RDONLY,
		   "O_RDONLY: the dma-buf can be read only");
	tap(is_mappable(part, PROT_READ), "O_RDONLY: a mapping to read");
	tap(!is_mappable(part, PROT_READ | PROT_WRITE),
	    "O_RDONLY: no mapping to write");
	tap_number(fcntl(part, F_GETFD) & FD_CLOEXEC, 0,
		   "without O_CLOEXEC it lives over exec");
	close(part);

	part = export(0, page, O_RDWR | O_CLOEXEC);
	tap_number(fcntl(part, F_GETFL) & O_ACCMODE, O_RDWR,
		   "O_RDWR: the dma-buf can be written");
	tap(is_mappable(part, PROT_READ | PROT_WRITE),
	    "O_RDWR: a mapping to write");
	tap_number(fcntl(part, F_GETFD) & FD_CLOEXEC, FD_CLOEXEC,
		   "O_CLOEXEC does not live over exec");
	close(part);

	part = export(0, page, O_WRONLY);
	tap_number(fcntl(part, F_GETFL) & O_ACCMODE, O_WRONLY,
		   "O_WRONLY is kept too");
	close(part);
}

/* A dma-buf gives no more access than the file that it is made from. */
static void test_access_of_file(void)
{
	int first = file, part;

	puts("# from a file that is open to read");
	file = buffer_open(name, O_RDONLY);
	tap_fails(buffer_export(file, 0, page, O_RDWR), EACCES,
		  "O_RDWR is refused");
	tap_fails(buffer_export(file, 0, page, O_WRONLY), EACCES,
		  "O_WRONLY is refused");
	part = buffer_export(file, 0, page, O_RDONLY);
	tap(part >= 0, "O_RDONLY is not");
	tap(!is_mappable(part, PROT_READ | PROT_WRITE),
	    "and gives no mapping to write");
	close(part);
	close(file);

	puts("# from a file that is open to write");
	file = buffer_open(name, O_WRONLY);
	tap_fails(buffer_export(file, 0, page, O_RDONLY), EACCES,
		  "O_RDONLY is refused");
	tap_fails(buffer_export(file, 0, page, O_RDWR), EACCES,
		  "O_RDWR is refused");
	close(file);
	file = first;
}

static void refuses(uint64_t offset, uint64_t count, uint64_t flags,
		    const char *what)
{
	int part = buffer_export(file, offset, count, flags);

	tap_fails(part, EINVAL, what);
	if (part >= 0)
		close(part);
}

static void test_refusals(void)
{
	puts("# parts and flags that are refused");
	refuses(0, 0, O_RDWR, "a size of 0");
	refuses(mapped_size, 0, O_RDWR, "a size of 0 at the end");
	refuses(0, 1, O_RDWR, "a size of 1");
	refuses(0, size, O_RDWR, "a size that is not of whole pages");
	refuses(1, page, O_RDWR, "an offset of 1");
	refuses(0, mapped_size + page, O_RDWR, "a page more than the buffer");
	refuses(page, mapped_size, O_RDWR, "a page past the end");
	refuses(mapped_size, page, O_RDWR, "the page after the buffer");
	refuses(-page, page, O_RDWR, "the page before the buffer");
	refuses(-page, 2 * page, O_RDWR, "the first page and that before it");
	refuses(page, -page, O_RDWR, "a size that wraps to 0");
	refuses(0, page, O_RDWR | O_NONBLOCK, "O_NONBLOCK");
	refuses(0, page, O_RDWR | O_APPEND, "O_APPEND");
	refuses(0, page, O_RDWR | 1ULL << 32, "a flag over 32 bits");
	refuses(0, page, O_ACCMODE, "both access modes at once");
	tap_fails(ioctl(file, DMA_BUF_IOCTL_SYNC,
			&(struct dma_buf_sync){.flags = DMA_BUF_SYNC_RW}),
		  ENOTTY, "the buffer itself is no dma-buf");
}

static int import(int part, int direction, struct importer_mapping *mapping)
{
	int importer = open("/dev/u-dma-buf-importer", O_RDWR);

	if (importer < 0)
		err(1, "/dev/u-dma-buf-importer");
	memset(mapping, 0, sizeof(*mapping));
	mapping->direction = direction;
	if (ioctl(importer, IMPORTER_ATTACH, &part))
		err(1, "attaching the importer");
	if (ioctl(importer, IMPORTER_MAP, mapping))
		err(1, "mapping for the importer");
	return importer;
}

/* By the addresses that it was given, the importing device finds the bytes. */
static void test_import(int direction, const char *kind)
{
	uint64_t offset = page, count = mapped_size - page;
	int part = export(offset, count, O_RDWR), importer;
	struct importer_mapping mapping;
	uint8_t *bytes = malloc(count);
	char what[80];

	printf("# another device, %s\n", kind);
	fill();
	dma_buf_sync(part, DMA_BUF_SYNC_END | DMA_BUF_SYNC_RW);
	importer = import(part, direction, &mapping);
	tap_number(mapping.size, count, "it has all of the part");
	tap_number(pread(importer, bytes, count, 0), count,
		   "it reads the part");
	tap(holds_pattern(bytes, offset, count), "and finds the bytes");
	memset(bytes, 0x3c, 100);
	tap_number(pwrite(importer, bytes, 100, page - 50), 100, "it writes");
	tap_number(dma_buf_sync(part, DMA_BUF_SYNC_START | DMA_BUF_SYNC_READ),
		   0, "the CPU begins to read, while it is mapped");
	snprintf(what, sizeof(what), "%s: the CPU finds what it wrote", kind);
	tap(!memcmp(all + offset + page - 50, bytes, 100), what);
	tap(holds_pattern(all, 0, offset + page - 50), "and no more, before");
	tap(holds_pattern(all + offset + page + 50, offset + page + 50, page),
	    "and behind");
	tap_number(ioctl(importer, IMPORTER_UNMAP), 0, "it unmaps");
	tap_number(ioctl(importer, IMPORTER_MAP, &mapping), 0, "maps again");
	tap_number(ioctl(importer, IMPORTER_UNMAP), 0, "unmaps");
	tap_number(ioctl(importer, IMPORTER_DETACH), 0, "and detaches");
	close(importer);
	close(part);
	free(bytes);
}

/* A driver of another device reaches the part by an address of the kernel's. */
static void test_vmap(void)
{
	int part = export(page, 2 * page, O_RDWR);
	int importer = open("/dev/u-dma-buf-importer", O_RDWR);
	uint8_t *bytes = malloc(2 * page);

	puts("# another device's driver, by vmap");
	if (importer < 0 || ioctl(importer, IMPORTER_ATTACH, &part))
		err(1, "attaching the importer");
	fill();
	if (!tap(!ioctl(importer, IMPORTER_VMAP), "it gets an address"))
		return;
	close(part);
	tap_number(pread(importer, bytes, 3 * page, 0), 2 * page,
		   "it reads the part, and no more");
	tap(holds_pattern(bytes, page, 2 * page), "and finds the bytes");
	memset(bytes, 0x5a, 2 * page);
	tap_number(pwrite(importer, bytes, 2 * page, 0), 2 * page, "it writes");
	tap(!memcmp(all + page, bytes, 2 * page),
	    "the CPU finds what it wrote");
	tap(holds_pattern(all, 0, page), "and no more, before");
	tap(holds_pattern(all + 3 * page, 3 * page, mapped_size - 3 * page),
	    "and behind");
	tap_number(ioctl(importer, IMPORTER_VUNMAP), 0, "it gives it back");
	tap_number(ioctl(importer, IMPORTER_VMAP), 0, "and gets it again");
	close(importer);
	free(bytes);
}

static void test_two_importers(void)
{
	int part = export(0, page, O_RDWR);
	struct importer_mapping first, second;
	int one = import(part, 0, &first), other = import(part, 0, &second);
	uint8_t byte = 0x42;

	puts("# the part is imported twice");
	close(part);
	pwrite(one, &byte, 1, 7);
	pread(other, &byte, 1, 7);
	tap_number(byte, 0x42, "both see the same bytes, after close");
	close(one);
	close(other);
}

/* The lowest that is free. */
static int next_descriptor(void)
{
	int next = dup(file);

	if (next < 0 || close(next))
		err(1, "dup");
	return next;
}

/* Returns what it was. */
static rlim_t set_descriptor_limit(rlim_t count)
{
	struct rlimit limit;
	rlim_t before;

	if (getrlimit(RLIMIT_NOFILE, &limit))
		err(1, "getrlimit");
	before = limit.rlim_cur;
	limit.rlim_cur = count;
	if (setrlimit(RLIMIT_NOFILE, &limit))
		err(1, "setrlimit");
	return before;
}

static void test_no_descriptor(void)
{
	rlim_t before = set_descriptor_limit(next_descriptor());

	puts("# no descriptor is free");
	tap_fails(buffer_export(file, 0, page, O_RDWR), EMFILE,
		  "no descriptor is free");
	set_descriptor_limit(before);
}

/* In a program that has no standard input. */
static void test_first_descriptor(void)
{
	int input = dup(STDIN_FILENO), part;
	void *bytes;

	puts("# the first descriptor");
	if (input < 0 || close(STDIN_FILENO))
		err(1, "standard input");
	part = export(page, page, O_RDWR);
	tap_number(part, 0, "the first descriptor is one like others");
	bytes = mmap(NULL, page, PROT_READ, MAP_SHARED, part, 0);
	tap(bytes != MAP_FAILED, "and can be mapped");
	munmap(bytes, page);
	if (dup2(input, STDIN_FILENO) < 0 || close(input))
		err(1, "standard input again");
}

int main(int argc, char **argv)
{
	if (argc != 2)
		errx(2, "usage: exports NAME");
	name = argv[1];
	page = sysconf(_SC_PAGESIZE);
	file = buffer_open(name, O_RDWR);
	size = buffer_attribute(name, "size");
	mapped_size = (size + page - 1) / page * page;
	if (mapped_size == size || size < 4 * page)
		errx(2, "%s is not of a size that this program can test with",
		     name);
	all = buffer_map(file, mapped_size);

	test_mmap(0, "cached");
	test_mmap(O_SYNC, "O_SYNC");
	test_last_page();
	test_sync();
	test_access();
	test_access_of_file();
	test_refusals();
	test_no_descriptor();
	test_first_descriptor();
	test_import(0, "bidirectional");
	test_import(1, "to device");
	test_import(2, "from device");
	test_vmap();
	test_two_importers();
	return tap_status();
}
