/* SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers */
/* SPDX-License-Identifier: BSD-2-Clause */
/* What the programs do alike: find a buffer by its name, open it, map it. */
#ifndef BUFFER_H
#define BUFFER_H

#include <err.h>
#include <fcntl.h>
#include <inttypes.h>
#include <limits.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

/* The value of an attribute in /sys/class/u-dma-buf/<name>/. */
static inline uint64_t buffer_attribute(const char *name, const char *attribute)
{
	char path[PATH_MAX];
	FILE *file;
	uint64_t value;

	snprintf(path, sizeof(path), "/sys/class/u-dma-buf/%s/%s", name,
		 attribute);
	file = fopen(path, "r");
	if (!file)
		err(1, "%s", path);
	if (fscanf(file, "%" SCNi64, (int64_t *)&value) != 1)
		errx(1, "%s holds no number", path);
	fclose(file);
	return value;
}

static inline int buffer_open(const char *name, int flags)
{
	char path[PATH_MAX];
	int file;

	snprintf(path, sizeof(path), "/dev/%s", name);
	file = open(path, flags);
	if (file < 0)
		err(1, "%s", path);
	return file;
}

static inline uint8_t *buffer_map(int file, size_t size)
{
	void *memory =
		mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);

	if (memory == MAP_FAILED)
		err(1, "mmap of %zu bytes", size);
	return memory;
}

#endif
