// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause
/*
 * batch: 256 buffers in one write; the figures are of one of them
 */
#include <errno.h>
#include <string.h>

#include "commands.h"
#include "sample.h"

#define COUNT 256

static void create(void *control)
{
	if (!create_many(*(int *)control, 0, COUNT))
		give_up(strerror(errno));
}

static void delete (void *control)
{
	if (!delete_many(*(int *)control, 0, COUNT))
		give_up(strerror(errno));
}

/* Whatever there is of them. */
static void clean(void *control)
{
	for (int i = 0; i < COUNT; i++)
		delete_one(*(int *)control, i);
}

int main(void)
{
	int manager = control_open(MANAGER), bare = control_open(BARE),
	    floor = control_open(FLOOR);
	struct figure figure = {
		.name = "create, 256 in one write",
		.against = "device_create alone",
		.operations = COUNT,
		.ours = {NULL, create, clean, &manager},
		.limit = {NULL, create, clean, &bare},
		.floor = {NULL, create, clean, &floor},
		.calls = FLOOR_CALLS,
	};

	sample(&figure);
	figure.name = "delete, 256 in one write";
	figure.ours = (struct action){create, delete, clean, &manager};
	figure.limit = (struct action){create, delete, clean, &bare};
	figure.floor = (struct action){create, delete, clean, &floor};
	sample(&figure);
	return 0;
}
