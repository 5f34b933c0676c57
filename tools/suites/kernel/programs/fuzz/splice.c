// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause
/* Calls that move pages between files and pipes. */
#include <fcntl.h>
#include <sys/sendfile.h>
#include <sys/uio.h>
#include <unistd.h>

#include "draw.h"
#include "kinds.h"

/* A pipe holds pages of a mapping, and is emptied sooner or later. */
static bool make_splice(struct random *random)
{
	struct iovec part = {any_page(random), any_length(random)};
	int file = any_file(random);

	switch (random_below(random, 8)) {
	case 0:
	case 1:
	case 2:
		close(pipes[0]);
		close(pipes[1]);
		return !pipe2(pipes, O_NONBLOCK);
	case 3:
		return sendfile(file, any_file(random), NULL,
				any_length(random)) >= 0;
	case 4:
		return splice(file, NULL, pipes[1], NULL, any_length(random),
			      SPLICE_F_NONBLOCK) >= 0;
	case 5:
		return splice(pipes[0], NULL, file, NULL, any_length(random),
			      SPLICE_F_NONBLOCK) >= 0;
	default:
		return vmsplice(pipes[random_below(random, 2)], &part, 1,
				SPLICE_F_NONBLOCK | random_below(random, 16)) >=
		       0;
	}
}

const struct kind splice_kinds[] = {
	{"splice", make_splice, 4, false},
	{0},
};
