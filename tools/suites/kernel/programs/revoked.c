// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause
/*
 * revoked NAME DRIVER DEVICE COUNT: COUNT children, one after another, map a
 * buffer and take it away from themselves: they unbind its platform DEVICE from
 * the DRIVER, a directory of sysfs. It is bound again after each.
 */
#include <sys/wait.h>

#include "buffer.h"
#include "write-text.h"

static void tell_driver(const char *driver, const char *what,
			const char *device)
{
	char path[256];

	snprintf(path, sizeof(path), "%s/%s", driver, what);
	if (!write_text(path, device))
		err(1, "%s", path);
}

static void map_and_unbind(char **argv)
{
	buffer_map(buffer_open(argv[1], O_RDWR), sysconf(_SC_PAGESIZE));
	tell_driver(argv[2], "unbind", argv[3]);
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
		tell_driver(argv[2], "bind", argv[3]);
	}
	return 0;
}
