// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause
/*
 * revoked NAME DRIVER DEVICE COUNT: COUNT children, one after another, map a
 * buffer and take it away from themselves: they unbind its platform DEVICE from
 * the DRIVER, a directory of sysfs. It is bound again after each.
 */
#include <string.h>
#include <sys/wait.h>

#include "buffer.h"

static void write_text(const char *directory, const char *name,
		       const char *text)
{
	char path[256];
	int file;

	snprintf(path, sizeof(path), "%s/%s", directory, name);
	file = open(path, O_WRONLY);
	if (file < 0 ||
	    write(file, text, strlen(text)) != (ssize_t)strlen(text))
		err(1, "%s", path);
	close(file);
}

static void map_and_unbind(char **argv)
{
	buffer_map(buffer_open(argv[1], O_RDWR), sysconf(_SC_PAGESIZE));
	write_text(argv[2], "unbind", argv[3]);
	_exit(0);
}

int main(int argc, char **argv)
{
	pid_t child;
	int status;

	if (argc != 5)
		errx(2, "usage: revoked NAME DRIVER DEVICE COUNT");
	for (long i = atol(argv[4]); i > 0; i--) {
		child = fork();
		if (child < 0)
			err(1, "fork");
		if (!child)
			map_and_unbind(argv);
		if (waitpid(child, &status, 0) != child || status)
			errx(1, "a child could not map, or unbind");
		write_text(argv[2], "bind", argv[3]);
	}
	return 0;
}
