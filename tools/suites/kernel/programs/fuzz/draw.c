// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause
/*
 * What the users' threads share, open files and the places where they map, and
 * what they draw from that and from chance for their calls.
 */
#include <err.h>
#include <fcntl.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "draw.h"

/* So many open files of each type. */
#define FILES 8

static int files[FILE_TYPES][FILES];
static uint8_t *places;
__thread uint8_t *scratch;
__thread int pipes[2];

void draw_init(void)
{
	memset(files, -1, sizeof(files));
	/* One more, where calls that go over the end of the last one end. */
	places = mmap(NULL, (PLACES + 1) * PLACE_SIZE, PROT_NONE,
		      MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	if (places == MAP_FAILED)
		err(1, "mmap");
}

void draw_init_thread(void)
{
	scratch = mmap(NULL, SCRATCH + PAGE, PROT_READ | PROT_WRITE,
		       MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	/* With an end, because calls go over it. */
	if (scratch == MAP_FAILED ||
	    mprotect(scratch + SCRATCH, PAGE, PROT_NONE) ||
	    pipe2(pipes, O_NONBLOCK))
		err(1, "memory and a pipe");
}

static int *place_of_file(struct random *random, enum file_type type)
{
	return &files[type][random_below(random, FILES)];
}

int any_file(struct random *random)
{
	return __atomic_load_n(
		place_of_file(random, random_below(random, FILE_TYPES)),
		__ATOMIC_RELAXED);
}

/* Now and then it is another, or none. */
int file_of(struct random *random, enum file_type type)
{
	if (random_chance(random, 6))
		return any_file(random);
	return __atomic_load_n(place_of_file(random, type), __ATOMIC_RELAXED);
}

bool keep_file(struct random *random, enum file_type type, int file)
{
	int before = __atomic_exchange_n(place_of_file(random, type), file,
					 __ATOMIC_RELAXED);

	if (before >= 0)
		close(before);
	return file >= 0;
}

static uint8_t *any_place(struct random *random)
{
	return places + random_below(random, PLACES) * PLACE_SIZE;
}

uint8_t *any_page(struct random *random)
{
	return any_place(random) + random_below(random, 40) * PAGE;
}

/* Mostly sensible. */
size_t any_length(struct random *random)
{
	if (random_chance(random, 5))
		return random_edge(random);
	return (1 + random_below(random, 6)) * PAGE;
}

uint64_t any_offset(struct random *random)
{
	if (random_chance(random, 3))
		return random_edge(random);
	return random_below(random, 4) * PAGE;
}

/* As long as stays inside one place. */
size_t place_length(struct random *random, const uint8_t *at)
{
	size_t room = PLACE_SIZE - (at - places) % PLACE_SIZE;
	size_t length = any_length(random);

	return length < room ? length : room;
}

void *any_pointer(struct random *random)
{
	switch (random_below(random, 12)) {
	case 0:
		return NULL;
	case 1:
		return (void *)1;
	case 2:
		return (void *)(uintptr_t)0xffff888000001000;
	case 3:
		return (void *)(uintptr_t)(1ULL << 62);
	case 4:
		return (void *)(uintptr_t)-PAGE;
	case 5:
		/* Ends in the middle. */
		return scratch + SCRATCH - random_below(random, 64);
	case 6:
	case 7:
	case 8:
		return any_page(random) + random_below(random, 2) * 13;
	default:
		return scratch + random_below(random, 2) * 13;
	}
}

/* Filled by chance; the kernel may write a struct to it. */
void *any_argument(struct random *random)
{
	uint64_t *words = (uint64_t *)scratch;

	for (int i = 0; i < 8; i++)
		words[i] = random_chance(random, 2)
				   ? random_edge(random)
				   : random_below(random, 0x1000);
	return random_chance(random, 8) ? any_pointer(random) : words;
}
