// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause
/* What the calls are about, and what several of them do alike. */
#include <errno.h>

#include "../buffer.h"
#include "call.h"

struct subject subject = {.file = -1};

long result_of(long result)
{
	return result < 0 ? -errno : result;
}

void must(bool good, const char *what)
{
	if (!good)
		err(1, "%s %s", what, subject.name);
}

void open_buffer(void)
{
	subject.file = buffer_open(subject.name, O_RDWR);
	subject.size = buffer_attribute(subject.name, "size");
}

long map_file(int file)
{
	void *memory = mmap(NULL, subject.size, PROT_READ | PROT_WRITE,
			    MAP_SHARED, file, 0);

	return memory == MAP_FAILED ? -errno : (long)memory;
}

void unmap_result(long result)
{
	munmap((void *)result, subject.size);
}

void close_result(long result)
{
	close(result);
}
