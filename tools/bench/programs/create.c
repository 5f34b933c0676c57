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

static int manager, bare, present;

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

static void sample_all(void)
{
	struct figure figure = {
		.against = "device_create alone",
		.operations = 1,
		.ours.context = &manager,
		.limit.context = &bare,
	};

	figure.name = name_of("create");
	figure.ours.run = figure.limit.run = create;
	figure.ours.finish = figure.limit.finish = delete_any;
	sample(&figure);

	figure.name = name_of("delete");
	figure.ours.prepare = figure.limit.prepare = create;
	figure.ours.run = figure.limit.run = delete;
	figure.ours.finish = figure.limit.finish = NULL;
	sample(&figure);

	figure.name = name_of("look up by name");
	figure.against = "a command that finds nothing";
	figure.ours.prepare = figure.limit.prepare = NULL;
	figure.ours.run = figure.limit.run = look_up;
	sample(&figure);
}

/* Returns how many there are; fewer than wanted: errno says why. */
static int make_present(int wanted)
{
	int made = 0;

	while (made < wanted && create_one(manager, made))
		made++;
	return made;
}

static void make_bare(void)
{
	for (int i = 0; i < present; i++)
		if (!create_one(bare, i))
			err(1, BARE);
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
	made = make_present(present);
	if (made < present) {
		char reason[80];

		snprintf(reason, sizeof(reason), "%d at most: %s", made,
			 strerror(errno));
		lacks_all(reason);
	} else {
		make_bare();
		sample_all();
	}
	while (made > 0) {
		delete_one(manager, --made);
		delete_one(bare, made);
	}
	return 0;
}
