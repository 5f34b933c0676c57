/* SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers */
/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * How long something takes, and how long its limit takes, and its floor:
 * measured in turns, and the medians printed as one sample.
 * tools/bench/results/samples.ts reads them.
 */
#ifndef SAMPLE_H
#define SAMPLE_H

/**
 * struct action - something to measure
 * @prepare: before it, not measured; may be NULL
 * @run: is measured
 * @finish: after it, not measured; may be NULL. Is called too when @run gave up
 * @context: what all three are handed
 */
struct action {
	void (*prepare)(void *context);
	void (*run)(void *context);
	void (*finish)(void *context);
	void *context;
};

/**
 * struct figure - what a sample is of
 * @name: of the figure, the same in every round and for all modules
 * @against: what the limit is
 * @operations: that one run does; the sample is the time of one
 * @ours: of the modules
 * @limit: what could not be faster
 * @floor: the kernel's own calls that @ours cannot do without, made by a module
 *	that does nothing else; without @run: nobody has them
 * @calls: what they are
 */
struct figure {
	const char *name;
	const char *against;
	unsigned int operations;
	struct action ours;
	struct action limit;
	struct action floor;
	const char *calls;
};

/* Of time as it passes, unless a program has a better one. */
extern double (*sample_clock_us)(void);

void sample(const struct figure *figure);

/* For actions, in the thread that called sample(): the modules cannot do it. */
_Noreturn void give_up(const char *reason);

/* The same, where it is known before a figure is measured. */
void lacks(const char *name, const char *reason);

#endif
