// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause
/*
 * create PRESENT: creating, deleting and looking up one buffer, with so many
 * there
 */
#include <err.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "commands.h"
#include "sample.h"

static int manager, bare, least, present;

static void create(void *control)
{
	if (!create_one(*(int *)control, present))
		give_up(strerror(errno));
}

static void delete (void *control)
{
	if (!delete_one(*(int *)control, present))
		give_up(strerror(errno));
}

static void delete_any(void *control)
{
	delete_one(*(int *)control, present);
}

static void look_up(void *control)
{
	if (delete_one(*(int *)control, present))
		give_up("deleted what was not there");
}

static const char *name_of(const char *what)
{
	static char name[80];

	snprintf(name, sizeof(name), "%s, %d present", what, present);
	return name;
}

static void sample_one(const char *what, const char *against, const char *calls,
		       const struct action *action)
{
	struct figure figure = {
		.name = name_of(what),
		.against = against,
		.operations = 1,
		.ours = *action,
		.limit = *action,
		.floor = *action,
		.calls = calls,
	};

	figure.ours.context = &manager;
	figure.limit.context = &bare;
	figure.floor.context = &least;
	sample(&figure);
}

static void sample_all(void)
{
	sample_one("create", "device_create alone", FLOOR_CALLS,
		   &(struct action){.run = create, .finish = delete_any});
	sample_one("delete", "device_create alone", FLOOR_CALLS,
		   &(struct action){.prepare = create, .run = delete});
	sample_one("look up by name", "a command that finds nothing",
		   "the same with a line in the log",
		   &(struct action){.run = look_up});
}

/* Returns how many there are; fewer than wanted: errno says why. */
static int make_present(int wanted)
{
	int made = 0;

	while (made < wanted && create_one(manager, made))
		made++;
	return made;
}

static void make_yardsticks(void)
{
	for (int i = 0; i < present; i++)
		if (!create_one(bare, i) || !create_one(least, i))
			err(1, "device %d", i);
}

static void lacks_all(const char *reason)
{
	lacks(name_of("create"), reason);
	lacks(name_of("delete"), reason);
	lacks(name_of("look up by name"), reason);
}

int main(int argc, char **argv)
{
	int made;

	if (argc != 2)
		errx(2, "usage: create PRESENT");
	present = atoi(argv[1]);
	manager = control_open(MANAGER);
	bare = control_open(BARE);
	least = control_open(FLOOR);
	made = make_present(present);
	if (made < present) {
		char reason[80];

		snprintf(reason, sizeof(reason), "%d at most: %s", made,
			 strerror(errno));
		lacks_all(reason);
	} else {
		make_yardsticks();
		sample_all();
	}
	while (made > 0) {
		delete_one(manager, --made);
		delete_one(bare, made);
		delete_one(least, made);
	}
	return 0;
}
