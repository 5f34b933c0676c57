// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause
/*
 * mappers NAME COUNT [itself]: COUNT children, one after another, map a buffer
 * through the descriptor that they inherit, and exit. Prints how many of their
 * mm_structs the kernel still has (/proc/slabinfo) while the descriptor is
 * open. "itself": it maps and unmaps COUNT times without children, and prints
 * how many objects the kernel has allocated for that.
 */
#include <string.h>
#include <sys/wait.h>

#include "buffer.h"
#include "slabs.h"

static void map_and_exit(int file, size_t size)
{
	_exit(mmap(NULL, size, PROT_READ, MAP_SHARED, file, 0) == MAP_FAILED);
}

static void map_again(int file, size_t size, long count)
{
	void *mapping;

	while (count-- > 0) {
		mapping = mmap(NULL, size, PROT_READ, MAP_SHARED, file, 0);
		if (mapping == MAP_FAILED || munmap(mapping, size))
			err(1, "mapping again");
	}
}

static void spawn(int file, size_t size, long count)
{
	pid_t child;
	int status;

	while (count-- > 0) {
		child = fork();
		if (child < 0)
			err(1, "fork");
		if (!child)
			map_and_exit(file, size);
		if (waitpid(child, &status, 0) != child || status)
			errx(1, "a child could not map");
	}
}

int main(int argc, char **argv)
{
	bool itself = argc == 4 && !strcmp(argv[3], "itself");
	void (*map)(int, size_t, long) = itself ? map_again : spawn;
	const char *objects = itself ? "kmalloc-" : "mm_struct";
	size_t size;
	long before;
	int file;

	if (argc != 3 && !itself)
		errx(2, "usage: mappers NAME COUNT [itself]");
	file = buffer_open(argv[1], O_RDWR);
	size = buffer_attribute(argv[1], "size");
	/* Fills the slabs' own stock. */
	map(file, size, 100);
	before = slab_objects(objects);
	map(file, size, atol(argv[2]));
	printf("%ld\n", slab_objects(objects) - before);
	return 0;
}
