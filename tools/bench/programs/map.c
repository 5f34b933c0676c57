// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause
/*
 * map MODE SIZE [again]: mmap() of a whole buffer, with one store to each page;
 * "again": while it has another mapping, so that its pages are counted already
 */
#include <err.h>
#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "anonymous.h"
#include "sample.h"
#include "size.h"
#include "subject.h"

#define PAGE 4096

struct area {
	int file;
	size_t size;
	uint8_t *memory; /* NULL: not mapped */
};

/* What is left is what the memory itself costs. */
static void touch(void *context)
{
	struct area *area = context;
	volatile uint8_t *memory = area->memory;

	for (size_t i = 0; i < area->size; i += PAGE)
		memory[i] = 1;
}

static void map_and_touch(void *context)
{
	struct area *area = context;
	void *memory = mmap(NULL, area->size, PROT_READ | PROT_WRITE,
			    MAP_SHARED, area->file, 0);

	if (memory == MAP_FAILED)
		give_up(strerror(errno));
	area->memory = memory;
	touch(area);
}

static void unmap(void *context)
{
	struct area *area = context;

	if (area->memory)
		munmap(area->memory, area->size);
	area->memory = NULL;
}

/*
 * What inserts as much in the same way. -1: the module has no more memory than
 * that, which only blocks can have many times.
 */
static int floor_open(const char *mode, size_t size)
{
	bool is_page = !strcmp(mode, "page");
	int file = open(is_page ? "/dev/floor-pages" : "/dev/floor-frames",
			O_RDWR);
	void *memory;

	if (file < 0)
		err(1, "floor of mode %s", mode);
	memory = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
	if (memory == MAP_FAILED) {
		close(file);
		return -1;
	}
	munmap(memory, size);
	return file;
}

static bool is_again(int argc, char **argv)
{
	return argc == 4 && !strcmp(argv[3], "again");
}

int main(int argc, char **argv)
{
	char name[80], options[40];
	struct area ours = {}, other = {}, present = {}, least = {};

	if (argc != 3 && !is_again(argc, argv))
		errx(2, "usage: map MODE SIZE [again]");
	ours.size = other.size = strtoul(argv[2], NULL, 0);
	present.size = least.size = ours.size;
	snprintf(name, sizeof(name), "mmap and first write, %s, mode %s%s",
		 size_text(ours.size).text, argv[1],
		 is_again(argc, argv) ? ", again" : "");
	snprintf(options, sizeof(options), "quirk-mmap-%s", argv[1]);
	if (!subject_create(ours.size, options)) {
		lacks(name, strerror(errno));
		return 0;
	}
	ours.file = other.file = subject_open(O_RDWR);
	if (is_again(argc, argv))
		map_and_touch(&other);
	least.file = floor_open(argv[1], least.size);
	present.memory = anonymous_present(present.size);
	sample(&(struct figure){
		.name = name,
		.against = "anonymous memory that is there",
		.operations = 1,
		.ours = {.run = map_and_touch,
			 .finish = unmap,
			 .context = &ours},
		.limit = {.run = touch, .context = &present},
		.floor = {.run = least.file < 0 ? NULL : map_and_touch,
			  .finish = unmap,
			  .context = &least},
		.calls = "pages or frames inserted",
	});
	unmap(&other);
	close(least.file);
	close(ours.file);
	subject_delete();
	return 0;
}
