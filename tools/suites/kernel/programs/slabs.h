/* SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers */
/* SPDX-License-Identifier: BSD-2-Clause */
/* How many objects the kernel has in use. */
#ifndef SLABS_H
#define SLABS_H

#include <err.h>
#include <stdio.h>
#include <string.h>

/* Of the caches whose names begin so; the slabs' own stock of freed ones is
 * among them. */
static inline long slab_objects(const char *prefix)
{
	FILE *slabs = fopen("/proc/slabinfo", "r");
	char line[512], name[64];
	long active, sum = 0;

	if (!slabs)
		err(1, "/proc/slabinfo");
	while (fgets(line, sizeof(line), slabs))
		if (sscanf(line, "%63s %ld", name, &active) == 2 &&
		    !strncmp(name, prefix, strlen(prefix)))
			sum += active;
	fclose(slabs);
	if (!sum)
		errx(1, "/proc/slabinfo has no objects of %s", prefix);
	return sum;
}

#endif
