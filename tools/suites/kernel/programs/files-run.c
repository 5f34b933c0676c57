// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause
/*
 * files-run FIRST COUNT: the first page frame, from FIRST on, of a run of COUNT
 * frames that files and programs have all of, so that the kernel can move them
 * away (LRU, see Documentation/admin-guide/mm/pagemap.rst of the kernel). It
 * begins at a multiple of COUNT.
 */
#include <err.h>
#include <fcntl.h>
#include <inttypes.h>
#include <linux/kernel-page-flags.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

int main(int argc, char **argv)
{
	unsigned long frame, count, run = 0;
	uint64_t flags;
	int file;

	if (argc != 3)
		errx(2, "usage: files-run FIRST COUNT");
	frame = strtoul(argv[1], NULL, 0);
	count = strtoul(argv[2], NULL, 0);
	file = open("/proc/kpageflags", O_RDONLY);
	if (file < 0)
		err(1, "/proc/kpageflags");
	for (; run < count; frame++) {
		if (pread(file, &flags, sizeof(flags), frame * sizeof(flags)) !=
		    sizeof(flags))
			errx(1, "files have no %lu frames in a row", count);
		if (!(flags & UINT64_C(1) << KPF_LRU))
			run = 0;
		else if (run || frame % count == 0)
			run++;
	}
	printf("%lu\n", frame - count);
	return 0;
}
