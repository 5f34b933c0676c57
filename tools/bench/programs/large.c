// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause
/*
 * large SIZE STATE: creating a large buffer in page mode, beside making as much
 * other memory: anonymous, and of huge pages. STATE is the machine's, for the
 * name of the figures.
 */
#include <err.h>
#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#include "sample.h"
#include "size.h"
#include "subject.h"

#define HUGE_PAGE  (2UL << 20)
#define HUGE_PAGES "/proc/sys/vm/nr_hugepages"

struct made {
	size_t size;
	void *memory; /* NULL: none */
	bool buffer;
};

static void create(void *context)
{
	struct made *made = context;

	made->buffer = subject_create(made->size, "quirk-mmap-page");
	if (!made->buffer)
		give_up(strerror(errno));
}

/* Is called too when the limit gave up. */
static void delete (void *context)
{
	struct made *made = context;

	if (made->buffer)
		subject_delete();
	made->buffer = false;
}

static void map(struct made *made, int flags)
{
	void *memory = mmap(NULL, made->size, PROT_READ | PROT_WRITE,
			    MAP_PRIVATE | MAP_ANONYMOUS | flags, -1, 0);

	if (memory == MAP_FAILED)
		give_up(strerror(errno));
	made->memory = memory;
}

static void unmap(void *context)
{
	struct made *made = context;

	if (made->memory)
		munmap(made->memory, made->size);
	made->memory = NULL;
}

static void fill_anonymous(void *context)
{
	struct made *made = context;

	map(made, 0);
	memset(made->memory, 0, made->size);
}

/* The kernel makes fewer where it has no more. */
static void huge_pages_set(unsigned long count)
{
	FILE *file = fopen(HUGE_PAGES, "w");

	if (!file || fprintf(file, "%lu\n", count) < 0 || fclose(file))
		err(1, HUGE_PAGES);
}

/* They are zeroed when they are mapped. */
static void make_huge_pages(void *context)
{
	struct made *made = context;

	huge_pages_set(made->size / HUGE_PAGE);
	map(made, MAP_HUGETLB | MAP_POPULATE);
}

static void free_huge_pages(void *context)
{
	unmap(context);
	huge_pages_set(0);
}

static void sample_beside(struct made *made, const char *state,
			  const char *against, const struct action *limit)
{
	char name[80];

	snprintf(name, sizeof(name), "create, %s, %s, to %s",
		 size_text(made->size).text, state, against);
	sample(&(struct figure){
		.name = name,
		.against = against,
		.operations = 1,
		.ours = {.run = create, .finish = delete, .context = made},
		.limit = *limit,
	});
	/* It may be what gave up. */
	limit->finish(made);
}

int main(int argc, char **argv)
{
	struct made made = {};

	if (argc != 3)
		errx(2, "usage: large SIZE STATE");
	made.size = strtoul(argv[1], NULL, 0);
	sample_beside(&made, argv[2], "memset of anonymous memory",
		      &(struct action){.run = fill_anonymous,
				       .finish = unmap,
				       .context = &made});
	sample_beside(&made, argv[2], "huge pages",
		      &(struct action){.run = make_huge_pages,
				       .finish = free_huge_pages,
				       .context = &made});
	return 0;
}
