/* SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers */
/* SPDX-License-Identifier: BSD-2-Clause */
/* Kinds of calls, how often each is made, and what came of it. */
#ifndef KINDS_H
#define KINDS_H

#include <stdbool.h>
#include <stdint.h>

#include "../random.h"

/**
 * struct kind - a kind of call
 * @name: of it
 * @make: makes one; says whether it worked
 * @weight: how often, beside the others
 * @must_work: now and then
 */
struct kind {
	const char *name;
	bool (*make)(struct random *random);
	unsigned int weight;
	bool must_work;
};

/* Each ends with a kind that has no name. */
extern const struct kind file_kinds[], splice_kinds[], ioctl_kinds[],
	memory_kinds[], text_kinds[], taker_kinds[];

/* Who makes them: those who use buffers, and those who take them away. */
enum role { USER, TAKER, ROLES };

/* kinds.c */
void kinds_init(void);
void kinds_add(enum role role, const struct kind *kinds);
void kinds_run(enum role role, uint64_t seed);
void kinds_stop(bool stop);
bool kinds_stopped(void);
unsigned long kinds_show(enum role role);
bool kinds_enough_worked(void);

#endif
