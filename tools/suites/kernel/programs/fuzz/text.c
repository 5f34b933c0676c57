// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause
/* Text: a buffer's attributes, and commands to the manager. */
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "command.h"
#include "draw.h"
#include "kinds.h"
#include "nodes.h"

static const char *const attributes[] = {
	"driver_version",  "ioctl_version",   "phys_addr",  "size",
	"dma_coherent",	   "quirk_mmap_mode", "sync_mode",  "sync_offset",
	"sync_size",	   "sync_direction",  "sync_owner", "sync_for_cpu",
	"sync_for_device", "uevent",	      "dev",
};

static int open_attribute(struct random *random, int flags)
{
	char path[PATH_MAX];

	snprintf(path, sizeof(path), CLASS "/fuzz%d/%s",
		 (int)random_below(random, NAMES),
		 RANDOM_OF(random, attributes));
	return open(path, flags);
}

static bool make_attribute_write(struct random *random)
{
	static const char *const formats[] = {
		"%llu", "%lld\n", "0x%llx", "0%llo", "%llux", " %llu", "add"};
	int file = open_attribute(random, O_WRONLY);
	char text[64];
	ssize_t length;
	bool good;
	uint64_t value = random_chance(random, 2) ? random_edge(random)
						  : random_below(random, 8);

	snprintf(text, sizeof(text), RANDOM_OF(random, formats),
		 (unsigned long long)value);
	length = strlen(text);
	good = write(file, text, length) == length;
	close(file);
	return good;
}

static bool make_attribute_read(struct random *random)
{
	int file = open_attribute(random, O_RDONLY);
	bool good = read(file, any_pointer(random), SCRATCH) > 0;

	close(file);
	return good;
}

static bool make_command(struct random *random)
{
	char text[256];
	int length = any_command(random, text, sizeof(text));
	int cut = random_below(random, length + 1);
	int file = open(MANAGER_NODE, O_RDWR);
	bool good;

	if (random_chance(random, 6))
		text[random_below(random, length)] = random_next(random);
	good = write(file, text, cut) == cut &&
	       write(file, text + cut, length - cut) == length - cut;
	/* With its answer waiting. */
	keep_file(random, MANAGER, file);
	return good;
}

const struct kind text_kinds[] = {
	{"write of an attribute", make_attribute_write, 4, false},
	{"read of an attribute", make_attribute_read, 2, false},
	{"command", make_command, 3, false},
	{0},
};
