/* SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers */
/* SPDX-License-Identifier: BSD-2-Clause */
/* Random numbers that a seed gives again, and those that find mistakes. */
#ifndef RANDOM_H
#define RANDOM_H

#include <stdbool.h>
#include <stdint.h>

struct random {
	uint64_t state;
};

/* splitmix64 */
static inline uint64_t random_next(struct random *random)
{
	uint64_t value = random->state += 0x9e3779b97f4a7c15;

	value = (value ^ (value >> 30)) * 0xbf58476d1ce4e5b9;
	value = (value ^ (value >> 27)) * 0x94d049bb133111eb;
	return value ^ (value >> 31);
}

/* A generator of its own for what a number means within another. */
static inline struct random random_part(uint64_t seed, uint64_t part)
{
	struct random random = {seed ^ (part * 0xd1342543de82ef95)};

	random.state = random_next(&random);
	return random;
}

static inline uint64_t random_below(struct random *random, uint64_t limit)
{
	return random_next(random) % limit;
}

static inline bool random_chance(struct random *random, unsigned int one_in)
{
	return !random_below(random, one_in);
}

#define RANDOM_OF(random, array)                                               \
	((array)[random_below(random, sizeof(array) / sizeof((array)[0]))])

/* Sizes and offsets about which a kernel may be wrong. */
static inline uint64_t random_edge(struct random *random)
{
	static const uint64_t edges[] = {
		0,	    1,	     4096,	 0x5000,
		0x10000,    0x20000, 0x80000000, 0x100000000,
		1ULL << 63, -1ULL,   -4096ULL,	 0x7fffffff,
	};
	static const int64_t beside[] = {0, 0, 0, 0, -1, 1, 16, -4096, 4096};

	if (random_chance(random, 3))
		return random_below(random, 0x20000);
	if (random_chance(random, 8))
		return random_next(random);
	return RANDOM_OF(random, edges) + RANDOM_OF(random, beside);
}

#endif
