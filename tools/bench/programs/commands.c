// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

#include <err.h>
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

#include "commands.h"

/* Of one command, with a number of five digits. */
#define LONGEST 32

int control_open(const char *path)
{
	int control = open(path, O_WRONLY);

	if (control < 0)
		err(1, "%s", path);
	return control;
}

static bool command(int control, const char *verb, int first, int count,
		    const char *rest)
{
	char text[count * LONGEST];
	ssize_t len = 0;

	for (int number = first; number < first + count; number++)
		len += snprintf(text + len, sizeof(text) - len,
				"%s bench%d%s\n", verb, number, rest);
	return write(control, text, len) == len;
}

bool create_many(int control, int first, int count)
{
	return command(control, "create", first, count, " 4096");
}

bool delete_many(int control, int first, int count)
{
	return command(control, "delete", first, count, "");
}

bool create_one(int control, int number)
{
	return create_many(control, number, 1);
}

bool delete_one(int control, int number)
{
	return delete_many(control, number, 1);
}
