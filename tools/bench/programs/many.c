// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause
/*
 * many create|delete COUNT: what `u-dma-buf-mgr apply` comes down to, in C: so
 * many buffers by few writes
 */
#include <err.h>
#include <stdlib.h>
#include <string.h>

#include "commands.h"

#define AT_A_TIME 256

int main(int argc, char **argv)
{
	int control, count;
	bool creates;

	if (argc != 3)
		errx(2, "usage: many create|delete COUNT");
	creates = !strcmp(argv[1], "create");
	count = atoi(argv[2]);
	control = control_open(MANAGER);
	for (int first = 0; first < count; first += AT_A_TIME) {
		int some =
			count - first < AT_A_TIME ? count - first : AT_A_TIME;

		if (!(creates ? create_many : delete_many)(control, first,
							   some))
			err(1, "%s", argv[1]);
	}
	return 0;
}
