// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause
/*
 * writers COUNT: so many threads, each with its own open file, create and
 * delete
 */
#include <err.h>
#include <errno.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "commands.h"
#include "sample.h"

#define MOST_WRITERS 64
#define PAIRS	     32 /* of a writer in one run */

struct writer {
	pthread_t thread;
	const char *path;
	int number;
};

static int writer_count;
static atomic_int failed; /* an errno */

static void *write_commands(void *argument)
{
	struct writer *writer = argument;
	int control = control_open(writer->path);

	for (int i = 0; i < PAIRS; i++)
		if (!create_one(control, writer->number) ||
		    !delete_one(control, writer->number))
			failed = errno;
	close(control);
	return NULL;
}

static void run(void *path)
{
	struct writer writers[MOST_WRITERS];

	for (int i = 0; i < writer_count; i++) {
		writers[i].path = path;
		writers[i].number = i;
		if (pthread_create(&writers[i].thread, NULL, write_commands,
				   &writers[i]))
			errx(1, "no thread");
	}
	for (int i = 0; i < writer_count; i++)
		pthread_join(writers[i].thread, NULL);
	if (failed)
		give_up(strerror(failed));
}

int main(int argc, char **argv)
{
	char name[80];

	if (argc != 2 || atoi(argv[1]) < 1 || atoi(argv[1]) > MOST_WRITERS)
		errx(2, "usage: writers COUNT");
	writer_count = atoi(argv[1]);
	snprintf(name, sizeof(name), "create and delete, writers: %d",
		 writer_count);
	sample(&(struct figure){
		.name = name,
		.against = "device_create alone",
		.operations = writer_count * PAIRS,
		.ours = {.run = run, .context = MANAGER},
		.limit = {.run = run, .context = BARE},
		.floor = {.run = run, .context = FLOOR},
		.calls = FLOOR_CALLS,
	});
	return 0;
}
