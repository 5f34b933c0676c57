// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause
/*
 * unbinds-itself NAME UNBIND DEVICE: maps a buffer, puts a page of it into a
 * pipe of its own (vmsplice), and writes DEVICE to the file UNBIND. Nobody but
 * this process could let go of the page. Then the pipe must still have it.
 */
#include <string.h>
#include <sys/uio.h>

#include "buffer.h"
#include "write-text.h"

int main(int argc, char **argv)
{
	size_t page = sysconf(_SC_PAGESIZE);
	uint8_t *mapping, *copy = malloc(page);
	struct iovec first;
	int pipes[2];

	if (argc != 4)
		errx(2, "usage: unbinds-itself NAME UNBIND DEVICE");
	mapping = buffer_map(buffer_open(argv[1], O_RDWR), page);
	memset(mapping, 0x5a, page);
	first = (struct iovec){mapping, page};
	if (pipe(pipes) || vmsplice(pipes[1], &first, 1, 0) != (ssize_t)page)
		err(1, "vmsplice");
	if (!write_text(argv[2], argv[3]))
		err(1, "%s", argv[2]);
	if (read(pipes[0], copy, page) != (ssize_t)page)
		err(1, "reading the page from the pipe");
	for (size_t i = 0; i < page; i++)
		if (copy[i] != 0x5a)
			errx(1, "byte %zu of the page has changed", i);
	return 0;
}
