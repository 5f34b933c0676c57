// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause
/*
 * attaches NAME COUNT: exports a part of a buffer, and has a device attach,
 * map, unmap and detach it, COUNT times. Prints how many more objects of
 * kmalloc() the kernel has afterwards (/proc/slabinfo).
 */
#include <string.h>
#include <sys/ioctl.h>

#include <importer.h>
#include <u-dma-buf-ioctl.h>

#include "buffer.h"

static long count_objects(void)
{
	FILE *slabs = fopen("/proc/slabinfo", "r");
	char line[512], name[64];
	long active, sum = 0;

	if (!slabs)
		err(1, "/proc/slabinfo");
	while (fgets(line, sizeof(line), slabs))
		if (sscanf(line, "%63s %ld", name, &active) == 2 &&
		    !strncmp(name, "kmalloc-", 8))
			sum += active;
	fclose(slabs);
	if (!sum)
		errx(1, "/proc/slabinfo has no objects of kmalloc()");
	return sum;
}

static void attach(int part)
{
	struct importer_mapping mapping = {.direction = 0};
	int importer = open("/dev/u-dma-buf-importer", O_RDWR);

	if (importer < 0)
		err(1, "/dev/u-dma-buf-importer");
	if (ioctl(importer, IMPORTER_ATTACH, &part) ||
	    ioctl(importer, IMPORTER_MAP, &mapping) ||
	    ioctl(importer, IMPORTER_UNMAP) || ioctl(importer, IMPORTER_DETACH))
		err(1, "the importer");
	close(importer);
}

static void attach_often(int file, size_t size, long count)
{
	while (count-- > 0) {
		struct u_dma_buf_ioctl_export_args args = {
			.flags = O_RDWR,
			.size = size,
			.fd = -1,
		};

		if (ioctl(file, U_DMA_BUF_IOCTL_EXPORT, &args))
			err(1, "export");
		attach(args.fd);
		close(args.fd);
	}
}

int main(int argc, char **argv)
{
	size_t size;
	long before;
	int file;

	if (argc != 3)
		errx(2, "usage: attaches NAME COUNT");
	file = buffer_open(argv[1], O_RDWR);
	size = buffer_attribute(argv[1], "size");
	/* The slabs' own stock of freed ones, which active counts too. */
	attach_often(file, size, 200);
	before = count_objects();
	attach_often(file, size, atol(argv[2]));
	printf("%ld\n", count_objects() - before);
	return 0;
}
