/* SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers */
/* SPDX-License-Identifier: BSD-2-Clause */
/* What the programs that speak to the manager do alike. */
#ifndef MANAGER_H
#define MANAGER_H

#include <err.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define MANAGER "/dev/u-dma-buf-mgr"

static inline int manager_open(int flags)
{
	int file = open(MANAGER, flags);

	if (file < 0)
		err(1, "%s", MANAGER);
	return file;
}

/* Writes a text in one write(2), and returns what that returned. */
__attribute__((format(printf, 2, 3))) static inline ssize_t
manager_write(int file, const char *format, ...)
{
	char text[4096];
	va_list args;
	int len;

	va_start(args, format);
	len = vsnprintf(text, sizeof(text), format, args);
	va_end(args);
	return write(file, text, len);
}

/* The answers that wait; empty where there are none. */
static inline const char *manager_read(int file)
{
	static char text[65536];
	ssize_t len = read(file, text, sizeof(text) - 1);

	if (len < 0)
		err(1, "read from %s", MANAGER);
	text[len] = '\0';
	return text;
}

static inline bool begins(const char *text, const char *with)
{
	return !strncmp(text, with, strlen(with));
}

static inline bool buffer_exists(const char *name)
{
	char path[128];

	snprintf(path, sizeof(path), "/sys/class/u-dma-buf/%s", name);
	return !access(path, F_OK);
}

/* Has a child run a function, whose result is its exit status. */
static inline pid_t in_child(int (*function)(void *), void *argument)
{
	pid_t child;

	fflush(stdout);
	child = fork();
	if (child < 0)
		err(1, "fork");
	if (!child)
		_exit(function(argument));
	return child;
}

static inline bool child_succeeds(pid_t child)
{
	int status;

	if (waitpid(child, &status, 0) < 0)
		err(1, "waitpid");
	return WIFEXITED(status) && !WEXITSTATUS(status);
}

#endif
