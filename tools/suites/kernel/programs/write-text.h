/* SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers */
/* SPDX-License-Identifier: BSD-2-Clause */
/* A text in one write, to the manager or to an attribute; it may fail. */
#ifndef WRITE_TEXT_H
#define WRITE_TEXT_H

#include <fcntl.h>
#include <stdbool.h>
#include <string.h>
#include <unistd.h>

static inline bool write_text(const char *path, const char *text)
{
	int file = open(path, O_WRONLY | O_CLOEXEC);
	ssize_t length = strlen(text);
	bool good;

	if (file < 0)
		return false;
	good = write(file, text, length) == length;
	close(file);
	return good;
}

#endif
