// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause
/*
 * access NAME: how fast C fills, writes, reads and copies a mapped buffer.
 * client.ts does the same.
 */
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "buffer.h"

#define ROUNDS 15

static uint32_t *words;
static size_t count;
static volatile uint32_t result;

static void fill(void)
{
	memset(words, 0x5a, count * 4);
}

static void write_words(void)
{
	for (size_t i = 0; i < count; i++)
		words[i] = i;
}

static void read_words(void)
{
	uint32_t sum = 0;

	for (size_t i = 0; i < count; i++)
		sum ^= words[i];
	result = sum;
}

/* Half of it into the other half, twice. */
static void copy(void)
{
	memcpy(words, words + count / 2, count * 2);
	memcpy(words + count / 2, words, count * 2);
}

static int compare(const void *a, const void *b)
{
	const double *x = a, *y = b;

	return (*x > *y) - (*x < *y);
}

static double seconds(void)
{
	struct timespec time;

	clock_gettime(CLOCK_MONOTONIC, &time);
	return time.tv_sec + time.tv_nsec / 1e9;
}

static double rate(void (*work)(void))
{
	double times[ROUNDS];

	for (int i = 0; i < ROUNDS; i++) {
		double started = seconds();

		work();
		times[i] = seconds() - started;
	}
	qsort(times, ROUNDS, sizeof(*times), compare);
	return count * 4 / 1e6 / times[ROUNDS / 2];
}

int main(int argc, char **argv)
{
	size_t size;

	if (argc != 2)
		errx(2, "usage: access NAME");
	size = buffer_attribute(argv[1], "size");
	words = (uint32_t *)buffer_map(buffer_open(argv[1], O_RDWR), size);
	count = size / 4;
	printf("%-12s %8.0f %8.0f %8.0f %8.0f\n", "C", rate(fill),
	       rate(write_words), rate(read_words), rate(copy));
	return 0;
}
