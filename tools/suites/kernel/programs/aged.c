// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause
/*
 * aged TREE TREE-MIB SMALL COUNT ANONYMOUS-MIB: makes a machine old. Below the
 * directory TREE it writes files of so many MiB, so that the page cache has
 * them; in SMALL so many small files; then it holds so much anonymous memory,
 * and removes every second of the small files. It says "ready", and when its
 * input ends compares every file and the memory with what it wrote.
 */
#include <err.h>
#include <fcntl.h>
#include <limits.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "random.h"

#define MIB		(1UL << 20)
#define DIRECTORY_FILES 100
#define SMALL_MOST	16384

/* What one file has at most. */
static uint64_t words[MIB / sizeof(uint64_t)], found[MIB / sizeof(uint64_t)];

/* What tells the place of a word, so that no page can pass for another. */
static uint64_t mark(uint64_t seed, size_t place)
{
	return (seed << 32) ^ ((place + 1) * 0x9e3779b97f4a7c15);
}

static void fill(uint64_t seed, size_t size)
{
	for (size_t i = 0; i < size / sizeof(*words); i++)
		words[i] = mark(seed, i);
}

static void write_file(const char *path, uint64_t seed, size_t size)
{
	int file = open(path, O_WRONLY | O_CREAT | O_EXCL, 0600);

	fill(seed, size);
	if (file < 0 || write(file, words, size) != (ssize_t)size)
		err(1, "%s", path);
	close(file);
}

static void check_file(const char *path, uint64_t seed, size_t size)
{
	int file = open(path, O_RDONLY);

	fill(seed, size);
	if (file < 0 || read(file, found, size) != (ssize_t)size)
		err(1, "%s", path);
	if (memcmp(found, words, size))
		errx(1, "%s has changed", path);
	close(file);
}

/* Files of 1 MiB, in directories. */
static void tree_each(const char *tree, unsigned long count,
		      void (*each)(const char *, uint64_t, size_t))
{
	char path[PATH_MAX];

	for (unsigned long i = 0; i < count; i++) {
		snprintf(path, sizeof(path), "%s/%lu", tree,
			 i / DIRECTORY_FILES);
		mkdir(path, 0700);
		snprintf(path, sizeof(path), "%s/%lu/%lu", tree,
			 i / DIRECTORY_FILES, i);
		each(path, i, MIB);
	}
}

/* Of random sizes, which the number gives again. */
static void small_each(const char *directory, unsigned long count,
		       unsigned long step,
		       void (*each)(const char *, uint64_t, size_t))
{
	char path[PATH_MAX];

	for (unsigned long i = 0; i < count; i += step) {
		struct random random = random_part(1, i);

		snprintf(path, sizeof(path), "%s/%lu", directory, i);
		each(path, ~i, random_below(&random, SMALL_MOST) & -8UL);
	}
}

static void remove_second(const char *directory, unsigned long count)
{
	char path[PATH_MAX];

	for (unsigned long i = 1; i < count; i += 2) {
		snprintf(path, sizeof(path), "%s/%lu", directory, i);
		if (unlink(path))
			err(1, "%s", path);
	}
}

/* The first half in pages of the usual size; the rest may be huge ones. */
static uint64_t *hold(size_t size)
{
	uint64_t *memory = mmap(NULL, size, PROT_READ | PROT_WRITE,
				MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	if (memory == MAP_FAILED)
		err(1, "%zu bytes", size);
	/* A kernel without huge pages refuses, and has none to avoid. */
	madvise(memory, size / 2, MADV_NOHUGEPAGE);
	for (size_t i = 0; i < size / sizeof(*memory); i++)
		memory[i] = mark(0, i);
	return memory;
}

static void check_held(const uint64_t *memory, size_t size)
{
	for (size_t i = 0; i < size / sizeof(*memory); i++)
		if (memory[i] != mark(0, i))
			errx(1, "word %zu of the memory has changed", i);
}

static void wait_for_end(void)
{
	char byte;

	puts("ready");
	fflush(stdout);
	while (read(STDIN_FILENO, &byte, 1) > 0)
		;
}

int main(int argc, char **argv)
{
	unsigned long tree_files, small_files;
	uint64_t *memory;
	size_t size;

	if (argc != 6)
		errx(2, "usage: aged TREE TREE-MIB SMALL COUNT ANONYMOUS-MIB");
	tree_files = strtoul(argv[2], NULL, 0);
	small_files = strtoul(argv[4], NULL, 0);
	size = strtoul(argv[5], NULL, 0) * MIB;
	tree_each(argv[1], tree_files, write_file);
	small_each(argv[3], small_files, 1, write_file);
	memory = hold(size);
	remove_second(argv[3], small_files);
	wait_for_end();
	check_held(memory, size);
	small_each(argv[3], small_files, 2, check_file);
	tree_each(argv[1], tree_files, check_file);
	return 0;
}
