// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause
/*
 * faults CALL NAME [OPTIONS [REFUSED]]: makes a system call again and again,
 * and each time the kernel has the next of its allocations and copies fail,
 * until it makes it without one. Each time the call must return its error or do
 * the whole thing; after an error the same call must work. In the end no DMA
 * mapping may be left.
 *
 * NAME is a buffer's, or a module's file; OPTIONS are those of the buffer that
 * is created, or the module's parameters. With parameters that the module has
 * REFUSED, begins with the last fault that such a call could have had: those
 * before are of the kernel's loader. The kernel needs its fault injection
 * (/proc/thread-self/fail-nth).
 */
#include <err.h>
#include <stdint.h>
#include <stdio.h>

#include "../tap.h"
#include "call.h"
#include "inject.h"

/* More than any of the calls has. */
#define FAULTS_MAX 20000

static const char *refused;

/**
 * struct outcome - of the calls that had a fault
 * @refused: returned an error
 * @whole: worked all the same
 * @wrong: returned an error that says something else
 * @left: returned an error and left something behind
 * @broken: returned an error, and the next call did not work
 */
struct outcome {
	unsigned int refused;
	unsigned int whole;
	unsigned int wrong;
	unsigned int left;
	unsigned int broken;
};

static void complain(unsigned int nth, const char *what, long result)
{
	printf("#   fault %u: %s: %ld %s\n", nth, what, result,
	       result < 0 ? errno_name(-result) : "");
}

static void prepare(const struct call *call)
{
	if (call->prepare)
		call->prepare();
}

static void undo(const struct call *call, long result)
{
	if (call->undo)
		call->undo(result);
}

/* And the first time, before any fault. */
static void try_again(const struct call *call, unsigned int nth,
		      struct outcome *outcome)
{
	long result;

	prepare(call);
	result = call->run();
	if (result < 0) {
		complain(nth, "the next call failed", result);
		outcome->broken++;
	} else {
		undo(call, result);
	}
}

static void judge(const struct call *call, unsigned int nth, long result,
		  struct outcome *outcome)
{
	if (result >= 0) {
		outcome->whole++;
		undo(call, result);
		return;
	}
	outcome->refused++;
	if (result != -ENOMEM && result != -EFAULT && result != call->other) {
		complain(nth, "not the error", result);
		outcome->wrong++;
	}
	if (call->is_undone && !call->is_undone()) {
		complain(nth, "something is left after", result);
		outcome->left++;
	}
	try_again(call, nth, outcome);
}

/* Those that a load can have up to where the module refuses its parameters. */
static unsigned int faults_of_loader(const struct call *call)
{
	const char *good = subject.options;
	unsigned int left;

	subject.options = refused;
	inject_arm(FAULTS_MAX);
	must(call->run() < 0, "refusal of");
	left = inject_disarm();
	subject.options = good;
	return FAULTS_MAX - left;
}

/* The number of faults that the call can have. */
static unsigned int walk(const struct call *call, unsigned int nth,
			 struct outcome *outcome)
{
	long result;

	for (; nth < FAULTS_MAX; nth++) {
		prepare(call);
		inject_arm(nth);
		result = call->run();
		if (inject_disarm()) {
			if (result < 0)
				complain(nth, "no fault, but", result);
			else
				undo(call, result);
			return result < 0 ? FAULTS_MAX : nth - 1;
		}
		judge(call, nth, result, outcome);
	}
	return nth;
}

static void report(const struct call *call, unsigned int first,
		   unsigned int faults, const struct outcome *outcome)
{
	printf("# %s %s: faults %u to %u, %u refused, %u whole\n", call->name,
	       subject.options, first, faults, outcome->refused,
	       outcome->whole);
	tap(faults >= first && faults < FAULTS_MAX,
	    "every allocation failed once");
	tap_number(outcome->wrong, 0, "each call returned its error or worked");
	tap_number(outcome->left, 0, "nothing is left of those that failed");
	tap_number(outcome->broken, 0, "the next call worked each time");
}

static const struct call *find_call(const char *name)
{
	static const struct call *const all[] = {manager_calls, buffer_calls,
						 export_calls, module_calls};
	const struct call *call;

	for (size_t i = 0; i < sizeof(all) / sizeof(all[0]); i++)
		for (call = all[i]; call->name; call++)
			if (!strcmp(call->name, name))
				return call;
	errx(2, "%s is not a call to make fail", name);
}

int main(int argc, char **argv)
{
	struct outcome outcome = {0};
	const struct call *call;
	uint64_t mappings;
	unsigned int first, faults;

	if (argc < 3 || argc > 5)
		errx(2, "usage: faults CALL NAME [OPTIONS [REFUSED]]");
	call = find_call(argv[1]);
	subject.name = argv[2];
	subject.options = argc > 3 ? argv[3] : "";
	refused = argc > 4 ? argv[4] : NULL;
	setlinebuf(stdout);
	inject_init();
	call->setup();
	try_again(call, 0, &outcome);
	mappings = mappings_in_use();
	first = refused ? faults_of_loader(call) : 1;
	faults = walk(call, first, &outcome);
	report(call, first, faults, &outcome);
	tap_number(mappings_in_use(), mappings, "no DMA mapping is left");
	return tap_status();
}
