// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause
/* Calls on open files, which need not be buffers. */
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

#include "draw.h"
#include "kinds.h"
#include "nodes.h"

static bool make_open(struct random *random)
{
	static const int accesses[] = {O_RDONLY, O_WRONLY, O_RDWR,
				       O_RDWR,	 O_RDWR,   O_ACCMODE};
	static const int flags[] = {
		0,	0,	  0,	   O_SYNC,   O_SYNC,	 O_DSYNC,
		O_PATH, O_DIRECT, O_TRUNC, O_APPEND, O_NONBLOCK,
	};
	char path[64];

	snprintf(path, sizeof(path), "/dev/fuzz%d",
		 (int)random_below(random, NAMES));
	return keep_file(random, BUFFER,
			 open(path, RANDOM_OF(random, accesses) |
					    RANDOM_OF(random, flags)));
}

static bool make_open_manager(struct random *random)
{
	return keep_file(random, MANAGER,
			 open(MANAGER_NODE, random_below(random, 3)));
}

static bool make_open_importer(struct random *random)
{
	return keep_file(random, IMPORTER, open(IMPORTER_NODE, O_RDWR));
}

static bool make_close(struct random *random)
{
	keep_file(random, random_below(random, FILE_TYPES), -1);
	return true;
}

static bool make_dup(struct random *random)
{
	enum file_type type = random_below(random, FILE_TYPES);

	return keep_file(random, type, dup(file_of(random, type)));
}

static bool make_read(struct random *random)
{
	void *to = any_pointer(random);
	struct iovec parts[2] = {{to, any_length(random)},
				 {any_pointer(random), any_length(random)}};
	int file = file_of(random, BUFFER);

	switch (random_below(random, 4)) {
	case 0:
		return read(file, to, any_length(random)) >= 0;
	case 1:
		return readv(file, parts, 2) >= 0;
	case 2:
		return preadv2(file, parts, 2, any_offset(random),
			       random_below(random, 64)) >= 0;
	default:
		return pread(file, to, any_length(random),
			     any_offset(random)) >= 0;
	}
}

static bool make_write(struct random *random)
{
	void *from = any_pointer(random);
	struct iovec parts[2] = {{from, any_length(random)},
				 {any_pointer(random), any_length(random)}};
	int file = file_of(random, BUFFER);

	switch (random_below(random, 4)) {
	case 0:
		return write(file, from, any_length(random)) >= 0;
	case 1:
		return writev(file, parts, 2) >= 0;
	case 2:
		return pwritev2(file, parts, 2, any_offset(random),
				random_below(random, 64)) >= 0;
	default:
		return pwrite(file, from, any_length(random),
			      any_offset(random)) >= 0;
	}
}

static bool make_seek(struct random *random)
{
	return lseek(any_file(random), random_edge(random),
		     random_below(random, 6)) >= 0;
}

static bool make_poll(struct random *random)
{
	struct pollfd polled[] = {{any_file(random), POLLIN | POLLOUT, 0},
				  {any_file(random), -1, 0}};

	return poll(polled, 2, random_below(random, 2)) >= 0;
}

static bool make_file_call(struct random *random)
{
	struct stat status;
	int file = any_file(random);

	switch (random_below(random, 8)) {
	case 0:
		return !ftruncate(file, random_edge(random));
	case 1:
		return !fallocate(file, random_below(random, 128),
				  random_edge(random), random_edge(random));
	case 2:
		return !fsync(file);
	case 3:
		return !fstat(file, &status);
	case 4:
		return !flock(file, LOCK_NB | (1 << random_below(random, 4)));
	case 5:
		return fcntl(file, F_SETFL, random_next(random) & 0x3ffff) >= 0;
	case 6:
		return fcntl(file, random_below(random, 16) + 1024,
			     random_edge(random)) >= 0;
	default:
		return !posix_fadvise(file, random_edge(random),
				      random_edge(random),
				      random_below(random, 8));
	}
}

const struct kind file_kinds[] = {
	{"open", make_open, 10, true},
	{"open of the manager", make_open_manager, 2, false},
	{"open of an importer", make_open_importer, 3, false},
	{"close", make_close, 3, false},
	{"dup", make_dup, 2, false},
	{"read", make_read, 8, false},
	{"write", make_write, 8, false},
	{"lseek", make_seek, 2, false},
	{"poll", make_poll, 2, false},
	{"calls on a file", make_file_call, 4, false},
	{0},
};
