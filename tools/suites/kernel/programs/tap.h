/* SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers */
/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * A test's results in the Test Anything Protocol, without numbers: the runner
 * in the guest (tests/run) counts.
 */
#ifndef TAP_H
#define TAP_H

#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

/* One for all files of a program. */
__attribute__((weak)) int tap_failures;

/* errno_name(0) is "0", so that a test can want success by the same word. */
static inline const char *errno_name(int error)
{
	const char *name = error ? strerrorname_np(error) : "0";

	return name ? name : "unknown";
}

static inline bool tap(bool good, const char *what)
{
	printf("%sok - %s\n", good ? "" : "not ", what);
	if (!good)
		tap_failures++;
	return good;
}

static inline void tap_number(long long got, long long wanted, const char *what)
{
	if (!tap(got == wanted, what))
		printf("#   got %lld, wanted %lld\n", got, wanted);
}

/* The result of a system call that must fail with the wanted errno. */
static inline void tap_fails(long long result, int wanted, const char *what)
{
	int error = result < 0 ? errno : 0;

	if (!tap(error == wanted, what))
		printf("#   got %s (result %lld), wanted %s\n",
		       errno_name(error), result, errno_name(wanted));
}

static inline int tap_status(void)
{
	return tap_failures ? 1 : 0;
}

#endif
