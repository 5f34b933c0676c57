// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause
/* Those who use the buffers: a process of many threads. */
#include <err.h>
#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <unistd.h>

#include "draw.h"
#include "kinds.h"
#include "users.h"

#define USERS 8

/* Nobody unmaps before everybody has the memory that it needs. */
static pthread_barrier_t all_ready;

static void *user(void *seed)
{
	draw_init_thread();
	pthread_barrier_wait(&all_ready);
	kinds_run(USER, *(uint64_t *)seed);
	return NULL;
}

static void on_wake(int signal)
{
	(void)signal;
}

/*
 * A signal every now and then, for what waits: a command may wait for a parent
 * that waits for memory that the same user has pinned.
 */
static void wake_until_stop(const pthread_t *threads)
{
	for (int i = 0; !kinds_stopped(); i++) {
		usleep(10000);
		pthread_kill(threads[i % USERS], SIGUSR1);
	}
}

void be_users(uint64_t seed)
{
	const struct sigaction wake = {.sa_handler = on_wake};
	pthread_t threads[USERS];
	uint64_t seeds[USERS];

	draw_init();
	pthread_barrier_init(&all_ready, NULL, USERS);
	signal(SIGBUS, on_fault);
	signal(SIGSEGV, on_fault);
	signal(SIGPIPE, SIG_IGN);
	signal(SIGIO, SIG_IGN);
	/* Without SA_RESTART. */
	sigaction(SIGUSR1, &wake, NULL);
	for (int i = 0; i < USERS; i++) {
		seeds[i] = random_part(seed, i).state;
		errno = pthread_create(&threads[i], NULL, user, &seeds[i]);
		if (errno)
			err(1, "pthread_create");
	}
	wake_until_stop(threads);
	for (int i = 0; i < USERS; i++)
		pthread_join(threads[i], NULL);
}
