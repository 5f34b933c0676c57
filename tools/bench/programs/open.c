// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause
/*
 * open: opening and closing a buffer's node
 */
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "sample.h"
#include "subject.h"

#define OPERATIONS 100

static void open_and_close(void *path)
{
	for (int i = 0; i < OPERATIONS; i++) {
		int file = open(path, O_RDWR);

		if (file < 0)
			give_up(strerror(errno));
		close(file);
	}
}

int main(void)
{
	static const char name[] = "open and close";

	if (!subject_create(4096, "")) {
		lacks(name, strerror(errno));
		return 0;
	}
	sample(&(struct figure){
		.name = name,
		.against = "/dev/null",
		.operations = OPERATIONS,
		.ours = {.run = open_and_close, .context = SUBJECT_NODE},
		.limit = {.run = open_and_close, .context = "/dev/null"},
	});
	subject_delete();
	return 0;
}
