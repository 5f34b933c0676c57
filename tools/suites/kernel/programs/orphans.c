// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause
/*
 * orphans COUNT: makes COUNT temporary buffers, and closes the file that they
 * go with while a pipe has a page of each (vmsplice). When it exits, so does
 * the pipe, and the driver finds that nobody has them any more.
 */
#include <sys/uio.h>

#include "buffer.h"
#include "manager.h"

static void hold_a_page(int pipe, const char *name, size_t page)
{
	int file = buffer_open(name, O_RDWR);
	struct iovec first = {buffer_map(file, page), page};

	if (vmsplice(pipe, &first, 1, 0) != (ssize_t)page)
		err(1, "vmsplice");
	munmap(first.iov_base, page);
	close(file);
}

int main(int argc, char **argv)
{
	const size_t page = sysconf(_SC_PAGESIZE);
	int count, maker, pipes[2];
	char name[32];

	if (argc != 2)
		errx(2, "usage: orphans COUNT");
	count = atoi(argv[1]);
	maker = manager_open(O_RDWR);
	if (pipe(pipes) || fcntl(pipes[1], F_SETPIPE_SZ, count * page) < 0)
		err(1, "a pipe of %d pages", count);
	for (int i = 0; i < count; i++) {
		/* Those of an earlier run may still be there. */
		snprintf(name, sizeof(name), "orphan%d-%d", getpid(), i);
		if (manager_write(maker,
				  "create %s %zu temporary quirk-mmap-page\n",
				  name, page) < 0)
			err(1, "create %s", name);
		hold_a_page(pipes[1], name, page);
	}
	close(maker);
	return 0;
}
