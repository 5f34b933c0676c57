// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause
/*
 * bench map|transfer|sync NAME, bench create: how long it takes, and how long
 * its limit takes. What is compared is measured in turns, and the median
 * counts.
 */
#include <string.h>
#include <sys/ioctl.h>
#include <time.h>

#include <u-dma-buf-ioctl.h>
#include "buffer.h"

#define ROUNDS 31
#define PAGE   4096

static double now_us(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return now.tv_sec * 1e6 + now.tv_nsec / 1e3;
}

static int compare(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

static double median(double *values, size_t count)
{
	qsort(values, count, sizeof(*values), compare);
	return values[count / 2];
}

static void report(const char *what, double ours, double limit,
		   const char *against)
{
	printf("%-40s %12.1f us %12.1f us  %6.2f  of %s\n", what, ours, limit,
	       ours / limit, against);
	fflush(stdout);
}

/* One store a page: what is left is what the memory itself costs. */
static void touch(volatile uint8_t *memory, size_t size)
{
	for (size_t i = 0; i < size; i += PAGE)
		memory[i] = 1;
}

static double map_once(int file, size_t size)
{
	double start = now_us();
	uint8_t *memory = buffer_map(file, size);
	double end;

	touch(memory, size);
	end = now_us();
	munmap(memory, size);
	return end - start;
}

static double touch_once(uint8_t *memory, size_t size)
{
	double start = now_us();

	touch(memory, size);
	return now_us() - start;
}

static void bench_map(const char *name)
{
	size_t size = buffer_attribute(name, "size");
	int file = buffer_open(name, O_RDWR);
	uint8_t *present = mmap(NULL, size, PROT_READ | PROT_WRITE,
				MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	double ours[ROUNDS], limit[ROUNDS];
	char what[80];

	if (present == MAP_FAILED)
		err(1, "anonymous memory");
	madvise(present, size, MADV_NOHUGEPAGE);
	touch(present, size);
	for (int i = 0; i < ROUNDS; i++) {
		ours[i] = map_once(file, size);
		limit[i] = touch_once(present, size);
	}
	snprintf(what, sizeof(what), "mmap and first write, %s, %zu MiB", name,
		 size >> 20);
	report(what, median(ours, ROUNDS), median(limit, ROUNDS),
	       "anonymous memory present");
	munmap(present, size);
	close(file);
}

static double transfer_once(int file, uint8_t *memory, size_t size, bool out)
{
	double start = now_us();
	ssize_t done = out ? pwrite(file, memory, size, 0)
			   : pread(file, memory, size, 0);

	if (done != (ssize_t)size)
		err(1, "transfer of %zu bytes", size);
	return now_us() - start;
}

static void transfer_size(int file, int peer, uint8_t *memory, size_t size,
			  bool out)
{
	double ours[ROUNDS], limit[ROUNDS];
	char what[80];

	transfer_once(peer, memory, size, true);
	for (int i = 0; i < ROUNDS; i++) {
		ours[i] = transfer_once(file, memory, size, out);
		limit[i] = transfer_once(peer, memory, size, out);
	}
	snprintf(what, sizeof(what), "%s of %zu KiB", out ? "write" : "read",
		 size >> 10);
	report(what, median(ours, ROUNDS), median(limit, ROUNDS),
	       "the same on tmpfs");
}

static void bench_transfer(const char *name)
{
	size_t largest = buffer_attribute(name, "size");
	int file = buffer_open(name, O_RDWR);
	int peer = open("/tmp/peer", O_RDWR | O_CREAT, 0600);
	uint8_t *memory = malloc(largest);

	if (peer < 0 || !memory)
		err(1, "a file to compare with");
	memset(memory, 1, largest);
	for (size_t size = PAGE; size <= largest; size *= 4) {
		transfer_size(file, peer, memory, size, false);
		transfer_size(file, peer, memory, size, true);
	}
	unlink("/tmp/peer");
}

static void must_write(int file, const char *text)
{
	if (pwrite(file, text, strlen(text), 0) != (ssize_t)strlen(text))
		err(1, "writing %s", text);
}

/* 64 bytes, to the device. */
static const uint64_t cache_line = 64 | 1 << 2 | 1;

static double sync_ioctl(int file)
{
	double start = now_us();

	if (ioctl(file, U_DMA_BUF_IOCTL_SET_SYNC_FOR_DEVICE, &cache_line))
		err(1, "U_DMA_BUF_IOCTL_SET_SYNC_FOR_DEVICE");
	return now_us() - start;
}

static double sync_sysfs(int file)
{
	double start = now_us();

	must_write(file, "0x45");
	return now_us() - start;
}

/* The cheapest ioctl that the kernel has does its work before any driver. */
static double no_ioctl(int file)
{
	double start = now_us();

	ioctl(file, FIOCLEX);
	return now_us() - start;
}

static void bench_sync(const char *name)
{
	int file = buffer_open(name, O_RDWR);
	double ioctls[1000], writes[1000], limit[1000];
	char path[PATH_MAX];
	int attribute;

	snprintf(path, sizeof(path), "/sys/class/u-dma-buf/%s/sync_for_device",
		 name);
	attribute = open(path, O_WRONLY);
	if (attribute < 0)
		err(1, "%s", path);
	for (int i = 0; i < 1000; i++) {
		ioctls[i] = sync_ioctl(file);
		writes[i] = sync_sysfs(attribute);
		limit[i] = no_ioctl(file);
	}
	report("sync of 64 bytes, ioctl", median(ioctls, 1000),
	       median(limit, 1000), "ioctl(FIOCLEX)");
	report("sync of 64 bytes, sysfs", median(writes, 1000),
	       median(limit, 1000), "ioctl(FIOCLEX)");
}

static void command(int manager, const char *verb, int number, const char *rest)
{
	char text[80];
	int len = snprintf(text, sizeof(text), "%s bench%d%s\n", verb, number,
			   rest);

	if (write(manager, text, len) != len)
		err(1, "%s bench%d", verb, number);
}

/* What one more costs; both kinds have room for ROUNDS more. */
static void create_and_delete(int manager, int number, double *creates,
			      double *deletes)
{
	double start;

	for (int i = 0; i < ROUNDS; i++) {
		start = now_us();
		command(manager, "create", number, " 4096");
		creates[i] = now_us() - start;
		start = now_us();
		command(manager, "delete", number, "");
		deletes[i] = now_us() - start;
	}
}

static void make_present(int manager, int *present, int wanted)
{
	for (; *present < wanted; (*present)++)
		command(manager, "create", *present, " 4096");
	for (; *present > wanted; (*present)--)
		command(manager, "delete", *present - 1, "");
}

/* Up and down again, so that a machine that grows slower meanwhile shows in
 * all. */
static void bench_create(void)
{
	static const int counts[] = {10, 1000, 10000};
	enum { COUNTS = sizeof(counts) / sizeof(*counts) };
	int manager = open("/dev/u-dma-buf-mgr", O_WRONLY);
	double creates[COUNTS][2 * ROUNDS], deletes[COUNTS][2 * ROUNDS];
	char what[80];
	int present = 0;

	if (manager < 0)
		err(1, "/dev/u-dma-buf-mgr");
	for (int i = 0; i < 2 * COUNTS; i++) {
		int which = i < COUNTS ? i : 2 * COUNTS - 1 - i;
		int first = i < COUNTS ? 0 : ROUNDS;

		make_present(manager, &present, counts[which]);
		create_and_delete(manager, counts[which],
				  creates[which] + first,
				  deletes[which] + first);
	}
	for (int i = 0; i < COUNTS; i++) {
		snprintf(what, sizeof(what), "create, %d buffers present",
			 counts[i]);
		report(what, median(creates[i], 2 * ROUNDS),
		       median(creates[0], 2 * ROUNDS), "that with 10");
		snprintf(what, sizeof(what), "delete, %d buffers present",
			 counts[i]);
		report(what, median(deletes[i], 2 * ROUNDS),
		       median(deletes[0], 2 * ROUNDS), "that with 10");
	}
	make_present(manager, &present, 0);
}

int main(int argc, char **argv)
{
	if (argc == 2 && !strcmp(argv[1], "create"))
		bench_create();
	else if (argc == 3 && !strcmp(argv[1], "map"))
		bench_map(argv[2]);
	else if (argc == 3 && !strcmp(argv[1], "transfer"))
		bench_transfer(argv[2]);
	else if (argc == 3 && !strcmp(argv[1], "sync"))
		bench_sync(argv[2]);
	else
		errx(2, "usage: bench map|transfer|sync NAME, or bench create");
	return 0;
}
