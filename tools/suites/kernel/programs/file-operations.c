// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause
/*
 * file-operations NAME: a buffer's device file, from end to end and past it.
 * The buffer's size must not be a multiple of the page size, and over two
 * pages.
 */
#include <string.h>

#include "buffer.h"
#include "tap.h"

static const char *name;
static size_t size, mapped_size, page;

static uint8_t pattern(size_t i)
{
	return (i * 13 + (i >> 8) + 1) & 0xff;
}

static void fill_by_mapping(void)
{
	int file = buffer_open(name, O_RDWR);
	uint8_t *bytes = buffer_map(file, size);

	for (size_t i = 0; i < size; i++)
		bytes[i] = pattern(i);
	munmap(bytes, mapped_size);
	close(file);
}

static bool holds_pattern(const uint8_t *bytes, size_t offset, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (bytes[i] != pattern(offset + i))
			return false;
	return true;
}

static void test_open(void)
{
	int readers[3], reader, writer;
	char byte = 0;

	for (int i = 0; i < 3; i++)
		readers[i] = buffer_open(name, O_RDWR);
	tap(true, "open by several at once");
	for (int i = 0; i < 3; i++)
		close(readers[i]);

	reader = buffer_open(name, O_RDONLY);
	writer = buffer_open(name, O_WRONLY);
	tap_number(read(reader, &byte, 1), 1, "read on a read-only file");
	tap_fails(write(reader, &byte, 1), EBADF, "write on a read-only file");
	tap_number(write(writer, &byte, 1), 1, "write on a write-only file");
	tap_fails(read(writer, &byte, 1), EBADF, "read on a write-only file");
	tap(mmap(NULL, page, PROT_WRITE, MAP_SHARED, reader, 0) == MAP_FAILED &&
		    errno == EACCES,
	    "no writable mapping of a read-only file");
	close(reader);
	close(writer);
}

static void test_read_and_write(int flags, const char *kind)
{
	int file = buffer_open(name, O_RDWR | flags);
	uint8_t *bytes = malloc(2 * size);
	char what[80];

	printf("# read and write, %s\n", kind);
	for (size_t i = 0; i < size; i++)
		bytes[i] = pattern(i);
	snprintf(what, sizeof(what), "%s: write of the whole buffer", kind);
	tap_number(write(file, bytes, size), size, what);
	tap_number(lseek(file, 0, SEEK_CUR), size,
		   "the position is behind what was written");
	tap_fails(write(file, bytes, 1), ENOSPC, "write at the end");
	tap_number(read(file, bytes, 1), 0, "read at the end");
	lseek(file, 0, SEEK_SET);
	memset(bytes, 0, size);
	tap_number(read(file, bytes, 2 * size), size,
		   "read of more than the buffer");
	tap(holds_pattern(bytes, 0, size), "what was read is what was written");

	tap_number(pread(file, bytes, 100, size - 10), 10,
		   "pread over the end is short");
	tap(holds_pattern(bytes, size - 10, 10), "and right");
	tap_number(pwrite(file, bytes, 100, size - 10), 10,
		   "pwrite over the end is short");
	tap_number(pread(file, bytes, 1, size), 0, "pread at the end");
	tap(pread(file, bytes, 1, size + 1) <= 0,
	    "pread past the end gives nothing");
	tap(pread(file, bytes, 1, INT64_MAX) <= 0,
	    "pread far past the end gives nothing");
	tap_fails(pwrite(file, bytes, 1, size + 1), ENOSPC,
		  "pwrite past the end takes nothing");
	tap_fails(pwrite(file, bytes, 1, INT64_MAX - 1), ENOSPC,
		  "pwrite far past the end takes nothing");
	tap_number(pread(file, bytes, 3, page - 1), 3,
		   "pread over a page's edge");
	tap(holds_pattern(bytes, page - 1, 3), "and right");
	tap_number(read(file, bytes, 0), 0, "read of nothing");

	free(bytes);
	close(file);
}

static void test_seek(void)
{
	int file = buffer_open(name, O_RDWR);
	off_t end = size;

	puts("# llseek");
	tap_number(lseek(file, 10, SEEK_SET), 10, "SEEK_SET");
	tap_number(lseek(file, 5, SEEK_CUR), 15, "SEEK_CUR forward");
	tap_number(lseek(file, -15, SEEK_CUR), 0, "SEEK_CUR back to the start");
	tap_number(lseek(file, 0, SEEK_END), end, "SEEK_END");
	tap_number(lseek(file, -end, SEEK_END), 0,
		   "SEEK_END back to the start");
	tap_number(lseek(file, end, SEEK_SET), end, "SEEK_SET to the end");
	tap_fails(lseek(file, end + 1, SEEK_SET), EINVAL,
		  "SEEK_SET beyond the end");
	tap_fails(lseek(file, 1, SEEK_CUR), EINVAL, "SEEK_CUR beyond the end");
	tap_fails(lseek(file, 1, SEEK_END), EINVAL, "SEEK_END beyond the end");
	tap_fails(lseek(file, -1, SEEK_SET), EINVAL,
		  "SEEK_SET before the start");
	tap_fails(lseek(file, -end - 1, SEEK_END), EINVAL,
		  "SEEK_END before the start");
	tap_fails(lseek(file, INT64_MAX, SEEK_CUR), EINVAL,
		  "SEEK_CUR that overflows");
	tap_fails(lseek(file, INT64_MAX, SEEK_END), EINVAL,
		  "SEEK_END that overflows");
	tap_fails(lseek(file, 0, 17), EINVAL, "an unknown whence");
	tap_number(lseek(file, 0, SEEK_CUR), end,
		   "a refused seek leaves the position");
	close(file);
}

/* A user buffer of which only the first 100 bytes are there. */
static void test_faulting_address(void)
{
	int file = buffer_open(name, O_RDWR);
	uint8_t *pages = mmap(NULL, 2 * page, PROT_READ | PROT_WRITE,
			      MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	uint8_t *edge = pages + page - 100;
	ssize_t result;
	uint8_t byte;

	puts("# faulting addresses");
	munmap(pages + page, page);
	tap_fails(read(file, pages + page, 10), EFAULT,
		  "read to an address that faults");
	tap_fails(write(file, pages + page, 10), EFAULT,
		  "write from an address that faults");
	tap_number(lseek(file, 0, SEEK_CUR), 0, "neither moves the position");

	result = read(file, edge, 200);
	tap((result < 0 && errno == EFAULT) || (result > 0 && result <= 100),
	    "read into memory that ends gives what fits, or EFAULT");
	tap(holds_pattern(edge, 0, result > 0 ? result : 0), "and right");
	tap_number(lseek(file, 0, SEEK_CUR), result > 0 ? result : 0,
		   "the position says how much");

	memset(edge, 0xee, 100);
	result = pwrite(file, edge, 200, 1000);
	tap((result < 0 && errno == EFAULT) || (result > 0 && result <= 100),
	    "write from memory that ends takes what is there, or EFAULT");
	pread(file, &byte, 1, 1000 + 100);
	tap(holds_pattern(&byte, 1000 + 100, 1), "and no more");
	munmap(pages, page);
	close(file);
}

static void test_mmap(void)
{
	int file = buffer_open(name, O_RDWR);
	uint8_t *all = buffer_map(file, size),
		*again = buffer_map(file, mapped_size), *second;
	uint8_t bytes[4];

	puts("# mmap");
	tap(holds_pattern(all, 0, size), "a mapping shows what was written");
	memcpy(all + 20, "abc", 4);
	tap(!memcmp(again + 20, "abc", 4), "two mappings show the same bytes");
	pread(file, bytes, 4, 20);
	tap(!memcmp(bytes, "abc", 4), "read shows what a mapping wrote");
	pwrite(file, "xyz", 4, 20);
	tap(!memcmp(all + 20, "xyz", 4), "a mapping shows what write wrote");

	second = mmap(NULL, page, PROT_READ, MAP_SHARED, file, page);
	tap(second != MAP_FAILED && !memcmp(second, all + page, page),
	    "a mapping of the second page alone");
	again[mapped_size - 1] = 0x5a;
	tap_number(again[mapped_size - 1], 0x5a,
		   "the last byte of the last page can be used");

	close(file);
	all[30] = 0x77;
	tap_number(again[30], 0x77, "a mapping lives on after close");
	munmap(all, mapped_size);
	munmap(again, mapped_size);
	munmap(second, page);
}

static void tap_no_mapping(int file, size_t length, off_t offset, int error,
			   const char *what)
{
	void *memory = mmap(NULL, length, PROT_READ, MAP_SHARED, file, offset);

	tap_fails(memory == MAP_FAILED ? -1 : 0, error, what);
	if (memory != MAP_FAILED)
		munmap(memory, length);
}

static void test_mmap_limits(void)
{
	int file = buffer_open(name, O_RDWR);

	puts("# mmap past the end");
	tap_no_mapping(file, mapped_size + 1, 0, EINVAL,
		       "a page more than the buffer");
	tap_no_mapping(file, mapped_size, page, EINVAL,
		       "the whole length from the second page");
	tap_no_mapping(file, page, mapped_size, EINVAL,
		       "the page after the buffer");
	/* A 32-bit kernel itself has no such offset in a device. */
	tap_no_mapping(file, page, 1LL << 32,
		       sizeof(long) == 4 ? EOVERFLOW : EINVAL,
		       "an offset of 4 GiB");
	tap_no_mapping(file, page, 1LL << 62, EINVAL, "an offset of 4 EiB");
	tap_no_mapping(file, 2 * page, INT64_MAX - 2 * page + 1, EINVAL,
		       "the last pages of the offset's range");
	close(file);
}

static void set_sync_mode(int mode)
{
	char path[PATH_MAX];
	FILE *file;

	snprintf(path, sizeof(path), "/sys/class/u-dma-buf/%s/sync_mode", name);
	file = fopen(path, "w");
	if (!file || fprintf(file, "%d", mode) < 0 || fclose(file))
		err(1, "%s", path);
}

/* Every way of mapping shows the same bytes. */
static void test_sync_mode(int mode, int flags)
{
	uint8_t mark = mode * 2 + !!flags + 1, bytes[16];
	uint8_t *memory;
	char what[80];
	int file;

	set_sync_mode(mode);
	file = buffer_open(name, O_RDWR | flags);
	memory = buffer_map(file, mapped_size);
	memset(memory + page - 8, mark, 16);
	pread(file, bytes, sizeof(bytes), page - 8);
	for (size_t i = 0; i < sizeof(bytes); i++)
		mark = bytes[i] == mark ? mark : 0;
	pwrite(file, "seen", 4, 0);
	snprintf(what, sizeof(what),
		 "sync_mode %d %s O_SYNC: mapping, read and write agree", mode,
		 flags ? "with" : "without");
	tap(mark && !memcmp(memory, "seen", 4), what);
	munmap(memory, mapped_size);
	close(file);
}

int main(int argc, char **argv)
{
	if (argc != 2)
		errx(2, "usage: file-operations NAME");
	name = argv[1];
	page = sysconf(_SC_PAGESIZE);
	size = buffer_attribute(name, "size");
	mapped_size = (size + page - 1) / page * page;
	if (mapped_size == size || size < 2 * page)
		errx(2, "%s is not of a size that this program can test with",
		     name);

	test_open();
	test_read_and_write(0, "cached");
	test_read_and_write(O_SYNC, "O_SYNC");
	test_seek();
	fill_by_mapping();
	test_faulting_address();
	fill_by_mapping();
	test_mmap();
	test_mmap_limits();
	puts("# sync_mode");
	for (int mode = 0; mode < 8; mode++) {
		test_sync_mode(mode, 0);
		test_sync_mode(mode, O_SYNC);
	}
	return tap_status();
}
