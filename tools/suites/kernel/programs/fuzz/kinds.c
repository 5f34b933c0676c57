// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause
/*
 * Kinds of calls: which is the next, and how many were made. All processes of a
 * round see the same counts.
 */
#include <err.h>
#include <stdio.h>
#include <sys/mman.h>

#include "kinds.h"

#define KINDS_MAX 64

/**
 * struct counted - a kind
 * @kind: itself
 * @made: so many calls
 * @worked: of them
 */
struct counted {
	const struct kind *kind;
	unsigned long made;
	unsigned long worked;
};

static struct {
	volatile bool stop;
	size_t count[ROLES];
	struct counted kinds[ROLES][KINDS_MAX];
} * shared;

void kinds_init(void)
{
	shared = mmap(NULL, sizeof(*shared), PROT_READ | PROT_WRITE,
		      MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	if (shared == MAP_FAILED)
		err(1, "mmap");
}

void kinds_add(enum role role, const struct kind *kinds)
{
	for (; kinds->name; kinds++) {
		if (shared->count[role] == KINDS_MAX)
			errx(1, "too many kinds");
		shared->kinds[role][shared->count[role]++].kind = kinds;
	}
}

void kinds_stop(bool stop)
{
	shared->stop = stop;
}

bool kinds_stopped(void)
{
	return shared->stop;
}

static struct counted *any_kind(struct random *random, enum role role)
{
	struct counted *kinds = shared->kinds[role], *drawn;
	unsigned int sum = 0, left;

	for (size_t i = 0; i < shared->count[role]; i++)
		sum += kinds[i].kind->weight;
	left = random_below(random, sum);
	for (drawn = kinds; left >= drawn->kind->weight; drawn++)
		left -= drawn->kind->weight;
	return drawn;
}

/* What a step draws does not depend on what the steps before it met. */
void kinds_run(enum role role, uint64_t seed)
{
	for (uint64_t step = 0; !shared->stop; step++) {
		struct random random = random_part(seed, step);
		struct counted *drawn = any_kind(&random, role);
		bool good = drawn->kind->make(&random);

		__atomic_add_fetch(&drawn->made, 1, __ATOMIC_RELAXED);
		if (good)
			__atomic_add_fetch(&drawn->worked, 1, __ATOMIC_RELAXED);
	}
}

/* Returns the sum. */
unsigned long kinds_show(enum role role)
{
	const struct counted *kinds = shared->kinds[role];
	unsigned long sum = 0;

	for (size_t i = 0; i < shared->count[role]; i++) {
		printf("#   %s: %lu, %lu worked\n", kinds[i].kind->name,
		       kinds[i].made, kinds[i].worked);
		sum += kinds[i].made;
	}
	return sum;
}

/* Where none of those that must work did, little was tested. */
bool kinds_enough_worked(void)
{
	const struct counted *kinds = shared->kinds[USER];

	for (size_t i = 0; i < shared->count[USER]; i++)
		if (kinds[i].kind->must_work && !kinds[i].worked)
			return false;
	return true;
}
