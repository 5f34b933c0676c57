// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause
/*
 * hold opened|mapped NAME: keeps a buffer in use, by an open file or by a mapping
 * whose file is closed. Fills it, says "ready", waits until its standard input
 * ends, then says whether every byte is still there.
 */
#include <string.h>

#include "buffer.h"

static uint8_t pattern(size_t i)
{
	return (i * 31 + (i >> 8)) & 0xff;
}

static bool intact(const uint8_t *bytes, size_t size)
{
	for (size_t i = 0; i < size; i++)
		if (bytes[i] != pattern(i))
			return false;
	return true;
}

static void wait_for_end_of_input(void)
{
	char byte;

	puts("ready");
	fflush(stdout);
	while (read(STDIN_FILENO, &byte, 1) > 0)
		;
}

static bool hold_opened(int file, size_t size)
{
	uint8_t *bytes = malloc(size);

	for (size_t i = 0; i < size; i++)
		bytes[i] = pattern(i);
	if (pwrite(file, bytes, size, 0) != (ssize_t)size)
		err(1, "pwrite");
	wait_for_end_of_input();
	memset(bytes, 0, size);
	if (pread(file, bytes, size, 0) != (ssize_t)size)
		err(1, "pread");
	return intact(bytes, size);
}

static bool hold_mapped(int file, size_t size)
{
	uint8_t *bytes = buffer_map(file, size);

	close(file);
	for (size_t i = 0; i < size; i++)
		bytes[i] = pattern(i);
	wait_for_end_of_input();
	return intact(bytes, size);
}

int main(int argc, char **argv)
{
	size_t size;
	int file;
	bool good;

	if (argc != 3 || (strcmp(argv[1], "opened") && strcmp(argv[1], "mapped")))
		errx(2, "usage: hold opened|mapped NAME");
	file = buffer_open(argv[2], O_RDWR);
	size = buffer_attribute(argv[2], "size");
	good = argv[1][0] == 'o' ? hold_opened(file, size) : hold_mapped(file, size);
	puts(good ? "intact" : "damaged");
	return good ? 0 : 1;
}
