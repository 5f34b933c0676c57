// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause
/* Calls on the open node that programs know from files. */
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <sys/uio.h>
#include <termios.h>

#include "calls.h"

static void test_size(void)
{
	struct stat status;

	puts("# the size of the node");
	tap(!fstat(file, &status) && S_ISCHR(status.st_mode), "fstat");
	tap_number(status.st_size, 0, "st_size, as of any device");
	tap_number(lseek(file, 0, SEEK_END), size, "lseek to the end");
	tap_number(lseek(file, -1, SEEK_CUR), size - 1, "and back");
	tap_fails(lseek(file, 0, SEEK_DATA), EINVAL, "SEEK_DATA");
	tap_fails(lseek(file, 0, SEEK_HOLE), EINVAL, "SEEK_HOLE");
	tap_number(lseek(file, 0, SEEK_SET), 0, "lseek to the beginning");
	fill(1);
	tap_fails(ftruncate(file, page), EINVAL, "ftruncate");
	tap_fails(truncate(node, 0), EINVAL, "truncate");
	tap_fails(fallocate(file, 0, 0, size), ENODEV, "fallocate");
	tap_fails(fallocate(file, FALLOC_FL_PUNCH_HOLE | FALLOC_FL_KEEP_SIZE, 0,
			    page),
		  ENODEV, "fallocate of a hole");
	tap(is_filled(1), "every byte is still there");
}

/* The flags with which people open a node, and a shell does. */
static void test_open(void)
{
	static const struct {
		int flags;
		const char *what;
	} ways[] = {
		{O_RDWR | O_TRUNC, "O_TRUNC"},
		{O_RDWR | O_CREAT | O_TRUNC, "O_CREAT | O_TRUNC"},
		{O_RDWR | O_CREAT | O_APPEND, "O_APPEND"},
		{O_RDWR | O_NONBLOCK | O_CLOEXEC, "O_NONBLOCK | O_CLOEXEC"},
		{O_RDWR | O_DSYNC, "O_DSYNC"},
		{O_RDWR | O_SYNC, "O_SYNC"},
		{O_RDWR | O_NOCTTY | O_NOFOLLOW | O_NOATIME, "O_NOFOLLOW"},
		{O_RDWR | O_LARGEFILE | O_EXCL, "O_EXCL"},
		{O_RDWR | O_ASYNC, "O_ASYNC"},
	};

	puts("# open");
	fill(2);
	for (size_t i = 0; i < sizeof(ways) / sizeof(ways[0]); i++) {
		int opened = open(node, ways[i].flags, 0644);
		uint8_t byte;

		tap(opened >= 0 && pread(opened, &byte, 1, page + 1) == 1 &&
			    holds(&byte, page + 1, 1, 2),
		    ways[i].what);
		close(opened);
	}
	tap_fails(open(node, O_RDWR | O_DIRECT), EINVAL, "O_DIRECT");
	tap_fails(open(node, O_RDWR | O_CREAT | O_EXCL, 0600), EEXIST,
		  "O_CREAT | O_EXCL");
	tap_fails(open(node, O_RDONLY | O_DIRECTORY), ENOTDIR, "O_DIRECTORY");
	tap(is_filled(2), "every byte is still there");
}

/* RAM is never behind what was written, so there is nothing to wait for. */
static void test_flush(void)
{
	uint8_t *bytes = map_all();

	puts("# fsync and its like");
	fill(3);
	tap_number(fsync(file), 0, "fsync");
	tap_number(fdatasync(file), 0, "fdatasync");
	tap_number(syncfs(file), 0, "syncfs");
	tap_number(msync(bytes, size, MS_SYNC), 0, "msync, MS_SYNC");
	tap_number(msync(bytes, size, MS_SYNC | MS_INVALIDATE), 0,
		   "msync, MS_SYNC | MS_INVALIDATE");
	tap_number(msync(bytes + page, page, MS_ASYNC), 0, "msync, MS_ASYNC");
	tap_fails(msync(bytes, size, MS_SYNC | MS_ASYNC), EINVAL,
		  "msync, both at once");
	tap_fails(msync(bytes + 1, page, MS_SYNC), EINVAL,
		  "msync of no whole pages");
	tap_fails(sync_file_range(file, 0, size, SYNC_FILE_RANGE_WRITE), ESPIPE,
		  "sync_file_range");
	munmap(bytes, size);
	tap(is_filled(3), "every byte is still there");
}

static void test_advice_on_file(void)
{
	bool good = true;

	puts("# posix_fadvise and its like");
	fill(4);
	for (int advice = POSIX_FADV_NORMAL; advice <= POSIX_FADV_NOREUSE;
	     advice++)
		good = good && !posix_fadvise(file, 0, size, advice);
	tap(good, "posix_fadvise");
	tap_fails(readahead(file, 0, size), EINVAL, "readahead");
	tap(is_filled(4), "every byte is still there");
}

static void test_flags_of_file(void)
{
	int opened = buffer_open(name, O_RDWR);
	int flags = fcntl(opened, F_GETFL), on = 1, copied;
	struct termios terminal;

	puts("# fcntl and ioctl of any file");
	tap_number(fcntl(opened, F_SETFL, flags | O_NONBLOCK | O_APPEND), 0,
		   "F_SETFL");
	tap_number(fcntl(opened, F_SETFL, flags | O_ASYNC), 0,
		   "F_SETFL, O_ASYNC");
	tap_fails(fcntl(opened, F_SETFL, flags | O_DIRECT), EINVAL,
		  "F_SETFL, O_DIRECT");
	tap_number(fcntl(opened, F_SETOWN, getpid()), 0, "F_SETOWN");
	tap_fails(fcntl(opened, F_SETLEASE, F_WRLCK), EINVAL, "F_SETLEASE");
	tap_fails(fcntl(opened, F_GET_SEALS), EINVAL, "F_GET_SEALS");
	tap_number(ioctl(opened, FIONBIO, &on), 0, "FIONBIO");
	tap_fails(ioctl(opened, FIONREAD, &on), ENOTTY, "FIONREAD");
	tap_fails(tcgetattr(opened, &terminal), ENOTTY, "isatty");
	copied = fcntl(opened, F_DUPFD_CLOEXEC, 100);
	close(opened);
	tap(copied >= 100 && pread(copied, &on, 1, 0) == 1, "F_DUPFD");
	close(copied);
}

/* A vector of pieces is one read, and one write, from an offset on. */
static void test_vectors(void)
{
	uint8_t first[100], second[200];
	struct iovec pieces[2] = {{first, sizeof(first)},
				  {second, sizeof(second)}};

	puts("# vectors");
	fill(5);
	tap_number(preadv(file, pieces, 2, 50), 300, "preadv");
	tap(holds(first, 50, 100, 5) && holds(second, 150, 200, 5),
	    "it has the bytes in turn");
	tap_number(pwritev(file, pieces, 2, 50), 300, "pwritev");
	lseek(file, size - 150, SEEK_SET);
	tap_number(readv(file, pieces, 2), 150, "readv ends with the buffer");
	tap_number(readv(file, pieces, 2), 0, "and has nothing behind it");
	tap(is_filled(5), "every byte is still there");
	lseek(file, 0, SEEK_SET);
}

/*
 * What is written behind the end has no place. 0 would be no answer: the C
 * library's streams, busybox and Python write again what was not written.
 */
static void test_end(void)
{
	FILE *stream = fopen(node, "r+");
	uint8_t bytes[300] = {0};

	puts("# the end of the buffer");
	fill(6);
	tap_number(pread(file, bytes, 100, size - 50), 50,
		   "read up to the end is short");
	tap_number(pwrite(file, bytes, 300, size - 50), 50, "write too");
	tap_number(pread(file, bytes, 1, size), 0, "read at the end");
	tap_fails(pwrite(file, bytes, 1, size), ENOSPC, "write at the end");
	tap_fails(pwrite(file, bytes, 1, size + page), ENOSPC, "and behind it");
	tap_number(pwrite(file, bytes, 0, size), 0, "write of nothing there");
	fseek(stream, -100, SEEK_END);
	alarm(20);
	tap(fwrite(bytes, 1, sizeof(bytes), stream) < sizeof(bytes) ||
		    fflush(stream),
	    "a stream that is written past the end fails");
	tap_number(errno, ENOSPC, "with that error");
	alarm(0);
	fclose(stream);
}

void test_descriptor(void)
{
	test_size();
	test_open();
	test_flush();
	test_advice_on_file();
	test_flags_of_file();
	test_vectors();
	test_end();
}
