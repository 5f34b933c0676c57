// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause
/*
 * names NAME: uses a buffer by the names of ikwzm's header of the ioctls
 * (names.h). The buffer has two pages or more.
 */
#include <err.h>
#include <limits.h>
#include <unistd.h>

#include "names.h"
#include "tap.h"

int main(int argc, char **argv)
{
	long page = sysconf(_SC_PAGESIZE);
	char path[PATH_MAX], text[200] = "";
	FILE *to = fmemopen(text, sizeof(text), "w");
	int file, part;

	if (argc != 2 || !to)
		errx(2, "usage: names NAME");
	snprintf(path, sizeof(path), "/dev/%s", argv[1]);
	file = open(path, O_RDWR);
	if (file < 0)
		err(1, "%s", path);

	tap_number(names_sync_for_device(file, page, page, 1), 0,
		   "a range is handed to the device");
	tap_number(names_sync_owner(file), 1, "the owner is the device");
	tap_number(names_sync_for_cpu(file, page, page, 2), 0,
		   "and to the CPU");
	tap_number(names_sync_owner(file), 0, "the owner is the CPU");
	tap_fails(names_sync_for_cpu(file, page, page, 3), EINVAL,
		  "3 is no direction to store");

	part = names_export(file, page, page);
	tap(part >= 0 && fcntl(part, F_GETFD) == FD_CLOEXEC,
	    "a part is exported with the flags that were set");
	close(part);

	tap(names_print(file, to) > 0, "the driver and the buffer are shown");
	fclose(to);
	printf("fields: %s", text);
	close(file);
	return tap_status();
}
