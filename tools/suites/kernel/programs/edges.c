// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause
/*
 * edges NAME: every pair of an offset and a size at the edges of a page, of the
 * buffer and of the numbers' ranges, through every way to name a part of a
 * buffer. What is inside must work, and what is outside be refused.
 */
#include <string.h>

#include "ioctls.h"
#include "tap.h"

static const char *name;
static int file;
static uint64_t size, mapped_size, page;
static uint64_t edges[32];
static size_t edge_count;

static void add_edges(uint64_t around)
{
	edges[edge_count++] = around - 1;
	edges[edge_count++] = around;
	edges[edge_count++] = around + 1;
}

/* Around 0 it is 2^64 - 1, 0 and 1. */
static void make_edges(void)
{
	add_edges(0);
	add_edges(page);
	add_edges(size);
	add_edges(mapped_size);
	add_edges(1ULL << 31);
	add_edges(1ULL << 32);
	add_edges(1ULL << 63);
	edges[edge_count++] = -page;
	edges[edge_count++] = -size;
	edges[edge_count++] = 1ULL << 62;
	edges[edge_count++] = INT64_MAX - page + 1;
}

static bool is_inside(uint64_t offset, uint64_t count, uint64_t limit)
{
	return offset <= limit && count <= limit - offset;
}

/*
 * A way to name a part: says whether it does what it should with this one. The
 * result is what the remark about a failure shows.
 */
typedef bool way_t(uint64_t offset, uint64_t count, long long *result);

static void try_all(way_t *way, const char *what)
{
	unsigned int wrong = 0;

	for (size_t i = 0; i < edge_count; i++) {
		for (size_t j = 0; j < edge_count; j++) {
			long long result = 0;

			errno = 0;
			if (way(edges[i], edges[j], &result) || wrong++ > 3)
				continue;
			printf("#   offset 0x%" PRIx64 ", size 0x%" PRIx64
			       ": %lld, %s\n",
			       edges[i], edges[j], result, errno_name(errno));
		}
	}
	tap(!wrong, what);
}

static bool is_refusal(long long result)
{
	return result < 0 && errno == EINVAL;
}

static bool by_set_sync(uint64_t offset, uint64_t count, long long *result)
{
	struct u_dma_buf_ioctl_sync_args args = {
		.flags = U_DMA_BUF_SYNC_COMMAND_FOR_DEVICE,
		.size = count,
		.offset = offset,
	};

	/* It would stand for the one that is stored. */
	if (count == 0)
		return true;
	*result = ioctl(file, U_DMA_BUF_IOCTL_SET_SYNC, &args);
	return is_inside(offset, count, size) ? *result == 0
					      : is_refusal(*result);
}

static bool by_packed_sync(uint64_t offset, uint64_t count, long long *result)
{
	uint64_t value = offset << 32 | count | U_DMA_BUF_SYNC_COMMAND_FOR_CPU;

	if (offset > UINT32_MAX || count > UINT32_MAX || count % 16 ||
	    value == 1)
		return true;
	*result = ioctl(file, U_DMA_BUF_IOCTL_SET_SYNC_FOR_CPU, &value);
	return is_inside(offset, count, size) ? *result == 0
					      : is_refusal(*result);
}

static int write_attribute(const char *attribute, uint64_t value)
{
	char path[PATH_MAX], text[24];
	int node, length, result;

	snprintf(path, sizeof(path), "/sys/class/u-dma-buf/%s/%s", name,
		 attribute);
	length = snprintf(text, sizeof(text), "%" PRIu64, value);
	node = open(path, O_WRONLY);
	if (node < 0)
		err(1, "%s", path);
	result = write(node, text, length);
	close(node);
	return result == length ? 0 : -1;
}

/* What is outside may be refused when it is stored, or when it is used. */
static bool by_sysfs_sync(uint64_t offset, uint64_t count, long long *result)
{
	if (write_attribute("sync_offset", 0) ||
	    write_attribute("sync_size", size))
		return false;
	*result = write_attribute("sync_size", count) ?:
		  write_attribute("sync_offset", offset) ?:
		  write_attribute("sync_for_cpu", 1);
	return is_inside(offset, count, size) ? *result == 0
					      : is_refusal(*result);
}

static bool by_export(uint64_t offset, uint64_t count, long long *result)
{
	bool good = count && count % page == 0 && offset % page == 0 &&
		    is_inside(offset, count, mapped_size);

	*result = buffer_export(file, offset, count, O_RDWR);
	if (*result >= 0)
		close(*result);
	return good ? *result >= 0 : is_refusal(*result);
}

/* The kernel itself refuses some of what is outside, each with its own error.
 */
static bool by_mmap(uint64_t offset, uint64_t count, long long *result)
{
	bool good = count && offset % page == 0 &&
		    is_inside(offset, count, mapped_size);
	uint8_t *memory;

	if (count > SIZE_MAX)
		return true;
	memory = mmap(NULL, count, PROT_READ | PROT_WRITE, MAP_SHARED, file,
		      offset);
	*result = memory == MAP_FAILED ? -1 : 0;
	if (memory == MAP_FAILED)
		return !good;
	memory[count - 1]++;
	munmap(memory, count);
	return good;
}

/* The kernel itself refuses counts that are negative, or past all memory. */
static bool transfers(ssize_t done, uint64_t offset, uint64_t count,
		      int at_the_end)
{
	uint64_t left = offset < size ? size - offset : 0;
	uint64_t wanted = count < left ? count : left;

	if (done < 0 && wanted == 0 && errno == at_the_end)
		return true;
	if ((count > UINT32_MAX || count > SSIZE_MAX) && done < 0)
		return errno == EINVAL || errno == EFAULT;
	if (done < 0)
		return wanted == 0 && errno == EINVAL;
	return (uint64_t)done == wanted;
}

static uint8_t *user_memory;

static bool by_pread(uint64_t offset, uint64_t count, long long *result)
{
	if (count > SIZE_MAX)
		return true;
	*result = pread(file, user_memory, count, offset);
	return transfers(*result, offset, count, 0);
}

static bool by_pwrite(uint64_t offset, uint64_t count, long long *result)
{
	if (count > SIZE_MAX)
		return true;
	*result = pwrite(file, user_memory, count, offset);
	return transfers(*result, offset, count, ENOSPC);
}

int main(int argc, char **argv)
{
	if (argc != 2)
		errx(2, "usage: edges NAME");
	name = argv[1];
	page = sysconf(_SC_PAGESIZE);
	file = buffer_open(name, O_RDWR);
	size = buffer_attribute(name, "size");
	mapped_size = (size + page - 1) / page * page;
	user_memory = malloc(size);
	memset(user_memory, 0, size);
	make_edges();

	try_all(by_set_sync, "SET_SYNC");
	try_all(by_packed_sync, "SET_SYNC_FOR_CPU, packed");
	try_all(by_sysfs_sync, "sync_offset, sync_size and sync_for_cpu");
	try_all(by_export, "EXPORT");
	try_all(by_mmap, "mmap");
	try_all(by_pread, "pread");
	try_all(by_pwrite, "pwrite");
	return tap_status();
}
