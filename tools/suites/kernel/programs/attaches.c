// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause
/*
 * attaches NAME COUNT: exports a part of a buffer, and has a device attach,
 * map, unmap and detach it, COUNT times. Prints how many more objects of
 * kmalloc() the kernel has afterwards (/proc/slabinfo).
 */
#include <sys/ioctl.h>

#include <importer.h>
#include <u-dma-buf-ioctl.h>

#include "buffer.h"
#include "slabs.h"

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
	/* Fills the slabs' own stock. */
	attach_often(file, size, 200);
	before = slab_objects("kmalloc-");
	attach_often(file, size, atol(argv[2]));
	printf("%ld\n", slab_objects("kmalloc-") - before);
	return 0;
}
