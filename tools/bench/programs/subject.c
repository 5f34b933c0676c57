// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause

#include <err.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "subject.h"

static bool write_text(const char *path, const char *text)
{
	ssize_t len = strlen(text);
	int file = open(path, O_WRONLY);
	bool good;

	if (file < 0)
		return false;
	good = write(file, text, len) == len;
	close(file);
	return good;
}

bool subject_create(size_t size, const char *options)
{
	char text[128];

	snprintf(text, sizeof(text), "create " SUBJECT " %zu %s\n", size,
		 options);
	return write_text("/dev/u-dma-buf-mgr", text);
}

void subject_delete(void)
{
	if (!write_text("/dev/u-dma-buf-mgr", "delete " SUBJECT "\n"))
		err(1, "delete " SUBJECT);
}

int subject_open(int flags)
{
	int file = open(SUBJECT_NODE, flags);

	if (file < 0)
		err(1, SUBJECT_NODE);
	return file;
}

bool subject_set(const char *attribute, const char *value)
{
	char path[128];

	snprintf(path, sizeof(path), SUBJECT_AT "%s", attribute);
	return write_text(path, value);
}
