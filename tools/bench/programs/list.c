// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause
/*
 * list: what `u-dma-buf-mgr list` comes down to, in C
 */
#include <dirent.h>
#include <err.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define CLASS "/sys/class/u-dma-buf"

static const char *const attributes[] = {"size", "phys_addr", "quirk_mmap_mode",
					 "dma_coherent"};

static int is_buffer(const struct dirent *entry)
{
	return entry->d_name[0] != '.';
}

static void print_attribute(const char *name, const char *attribute)
{
	char path[PATH_MAX], value[64];
	ssize_t len;
	int file;

	snprintf(path, sizeof(path), CLASS "/%s/%s", name, attribute);
	file = open(path, O_RDONLY);
	len = file < 0 ? -1 : read(file, value, sizeof(value));
	if (len < 1)
		err(1, "%s", path);
	close(file);
	printf(" %.*s", (int)len - 1, value);
}

static void print_parent(const char *name)
{
	char path[PATH_MAX], target[PATH_MAX];
	ssize_t len;

	snprintf(path, sizeof(path), CLASS "/%s/device", name);
	len = readlink(path, target, sizeof(target) - 1);
	if (len < 0)
		err(1, "%s", path);
	target[len] = '\0';
	printf(" %s\n", strrchr(target, '/') + 1);
}

int main(void)
{
	struct dirent **entries;
	int count = scandir(CLASS, &entries, is_buffer, versionsort);

	if (count < 0)
		err(1, CLASS);
	for (int i = 0; i < count; i++) {
		printf("%s", entries[i]->d_name);
		for (int j = 0; j < 4; j++)
			print_attribute(entries[i]->d_name, attributes[j]);
		print_parent(entries[i]->d_name);
	}
	return 0;
}
