// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

#include <setjmp.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "sample.h"

/* A median of more turns is no better; slow figures have fewer. */
#define MOST_TURNS   31
#define FEWEST_TURNS 3
#define ENOUGH_US    100e3

static sigjmp_buf gave_up;
static const char *why;

_Noreturn void give_up(const char *reason)
{
	why = reason;
	siglongjmp(gave_up, 1);
}

void lacks(const char *name, const char *reason)
{
	printf("@lacks\t%s\t%s\n", name, reason);
}

/* What a mapping without memory behind it gives. */
static void on_bus_error(int signal)
{
	(void)signal;
	give_up("SIGBUS");
}

static double now_us(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return now.tv_sec * 1e6 + now.tv_nsec / 1e3;
}

double (*sample_clock_us)(void) = now_us;

static void call(void (*function)(void *), void *context)
{
	if (function)
		function(context);
}

static double measure(const struct action *action)
{
	double start, end;

	call(action->prepare, action->context);
	start = sample_clock_us();
	action->run(action->context);
	end = sample_clock_us();
	call(action->finish, action->context);
	return end - start;
}

/* 0 where there is none. */
static double measure_floor(const struct figure *figure)
{
	return figure->floor.run ? measure(&figure->floor) : 0;
}

static int compare(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

static double median(double *values, size_t count)
{
	qsort(values, count, sizeof(*values), compare);
	return values[count / 2];
}

static void measure_in_turns(const struct figure *figure)
{
	double ours[MOST_TURNS], limit[MOST_TURNS], floor[MOST_TURNS], started;
	size_t turns = 0;

	/* The first time is different: caches, page tables, first allocations.
	 */
	measure(&figure->ours);
	measure(&figure->limit);
	measure_floor(figure);
	started = now_us();
	do {
		ours[turns] = measure(&figure->ours);
		limit[turns] = measure(&figure->limit);
		floor[turns] = measure_floor(figure);
		turns++;
	} while (turns < MOST_TURNS &&
		 (turns < FEWEST_TURNS || now_us() - started < ENOUGH_US));
	printf("@sample\t%s\t%.4f\t%.4f\t%s", figure->name,
	       median(ours, turns) / figure->operations,
	       median(limit, turns) / figure->operations, figure->against);
	if (figure->floor.run)
		printf("\t%.4f\t%s", median(floor, turns) / figure->operations,
		       figure->calls);
	putchar('\n');
}

void sample(const struct figure *figure)
{
	signal(SIGBUS, on_bus_error);
	if (!sigsetjmp(gave_up, 1)) {
		measure_in_turns(figure);
	} else {
		lacks(figure->name, why);
		call(figure->ours.finish, figure->ours.context);
	}
	fflush(stdout);
}
