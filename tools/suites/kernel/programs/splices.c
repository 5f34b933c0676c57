// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause
/*
 * splices NAME: a buffer's bytes without a copy in the program's memory, or
 * with many: splice(2), sendfile(2), vmsplice(2), preadv(2), pwritev(2). Ends
 * with the buffer: it takes the buffer away while its file is open. The
 * buffer's size must be neither a multiple of the page size nor under four
 * pages.
 */
#include <netinet/in.h>
#include <sys/sendfile.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <sys/wait.h>

#include "buffer.h"
#include "tap.h"

#define UNBIND "/sys/bus/platform/drivers/u-dma-buf/unbind"

static const char *name;
static size_t size, page;
static int file;
static uint8_t *bytes;

static uint8_t pattern(size_t i, unsigned int seed)
{
	return (i * 29 + (i >> 8) + seed) & 0xff;
}

static void fill(uint8_t *to, size_t count, unsigned int seed)
{
	for (size_t i = 0; i < count; i++)
		to[i] = pattern(i, seed);
}

static bool holds(const uint8_t *what, size_t from, size_t count,
		  unsigned int seed)
{
	for (size_t i = 0; i < count; i++)
		if (what[i] != pattern(from + i, seed))
			return false;
	return true;
}

static void fill_buffer(unsigned int seed)
{
	fill(bytes, size, seed);
	if (pwrite(file, bytes, size, 0) != (ssize_t)size)
		err(1, "pwrite");
}

/* The buffer has the pattern from an offset on, and zeroes elsewhere. */
static bool buffer_holds(size_t from, size_t count, unsigned int seed)
{
	bool good;

	if (pread(file, bytes, size, 0) != (ssize_t)size)
		err(1, "pread");
	good = holds(bytes + from, 0, count, seed);
	for (size_t i = 0; i < size; i++)
		if ((i < from || i >= from + count) && bytes[i])
			good = false;
	return good;
}

static void clear_buffer(void)
{
	memset(bytes, 0, size);
	if (pwrite(file, bytes, size, 0) != (ssize_t)size)
		err(1, "pwrite");
}

struct pipe {
	int out;
	int in;
};

static struct pipe pipe_new(void)
{
	int ends[2];

	if (pipe(ends))
		err(1, "pipe");
	if (fcntl(ends[1], F_SETPIPE_SZ, 1 << 20) < 0)
		err(1, "F_SETPIPE_SZ");
	return (struct pipe){.out = ends[0], .in = ends[1]};
}

static void pipe_end(struct pipe pipe)
{
	close(pipe.out);
	close(pipe.in);
}

/* All that is asked for, or what there is until the end. */
static size_t read_all(int from, uint8_t *to, size_t count)
{
	size_t done = 0;
	ssize_t got;

	while (done < count && (got = read(from, to + done, count - done)) > 0)
		done += got;
	return done;
}

static void test_splice_read(size_t from, size_t count, size_t wanted,
			     const char *what)
{
	struct pipe pipe = pipe_new();
	loff_t offset = from;
	size_t done = 0;
	ssize_t got;

	while (done < count && (got = splice(file, &offset, pipe.in, NULL,
					     count - done, 0)) > 0)
		done += got;
	memset(bytes, 0, size);
	tap_number(done, wanted, what);
	tap(offset == (loff_t)(from + wanted) &&
		    read_all(pipe.out, bytes, done) == wanted &&
		    holds(bytes, from, wanted, 1),
	    "the right bytes, and the offset is behind them");
	pipe_end(pipe);
}

static void test_splice_reads(void)
{
	struct pipe pipe = pipe_new();

	puts("# splice from the buffer");
	fill_buffer(1);
	test_splice_read(0, 1, 1, "a byte");
	test_splice_read(page - 1, 2, 2, "over a page's edge");
	test_splice_read(100, 3 * page, 3 * page, "pages and more");
	test_splice_read(0, size, size, "all of it");
	test_splice_read(10, 2 * size, size - 10, "more than there is");
	test_splice_read(size, 10, 0, "at the end");
	lseek(file, size - 5, SEEK_SET);
	tap_number(splice(file, NULL, pipe.in, NULL, 100, 0), 5,
		   "at the file's position");
	tap_number(lseek(file, 0, SEEK_CUR), size, "which moves");
	pipe_end(pipe);
}

static void splice_to_buffer(struct pipe pipe, size_t count, size_t to,
			     const char *what)
{
	loff_t offset = to;
	size_t done = 0;
	ssize_t got;

	while (done < count && (got = splice(pipe.out, NULL, file, &offset,
					     count - done, 0)) > 0)
		done += got;
	tap_number(done, count, what);
	tap(offset == (loff_t)(to + count) && buffer_holds(to, count, 2),
	    "the right bytes, and no others");
}

static void test_splice_write(size_t to, size_t count, const char *what)
{
	struct pipe pipe = pipe_new();

	clear_buffer();
	fill(bytes, count, 2);
	if (write(pipe.in, bytes, count) != (ssize_t)count)
		err(1, "write to a pipe");
	splice_to_buffer(pipe, count, to, what);
	pipe_end(pipe);
}

/* The pipe has the program's own pages. */
static void test_vmsplice(size_t to, size_t count, const char *what)
{
	struct pipe pipe = pipe_new();
	uint8_t *gift = mmap(NULL, count, PROT_READ | PROT_WRITE,
			     MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	struct iovec all = {gift, count};

	clear_buffer();
	fill(gift, count, 2);
	if (vmsplice(pipe.in, &all, 1, 0) != (ssize_t)count)
		err(1, "vmsplice");
	splice_to_buffer(pipe, count, to, what);
	munmap(gift, count);
	pipe_end(pipe);
}

static void test_splice_writes(void)
{
	struct pipe pipe = pipe_new();
	loff_t end = size - 3;

	puts("# splice to the buffer");
	test_splice_write(0, 1, "a byte");
	test_splice_write(page - 1, 2, "over a page's edge");
	test_splice_write(100, 3 * page, "pages and more");
	test_splice_write(0, size, "all of it");
	test_vmsplice(7, 2 * page + 1, "pages of the program (vmsplice)");

	if (write(pipe.in, "0123456789", 10) != 10)
		err(1, "write to a pipe");
	tap_number(splice(pipe.out, NULL, file, &end, 10, 0), 3,
		   "over the end takes what fits");
	tap_fails(splice(pipe.out, NULL, file, &end, 7, SPLICE_F_NONBLOCK),
		  ENOSPC, "at the end takes nothing");
	tap_number(read(pipe.out, bytes, 20), 7,
		   "the rest is left in the pipe");
	pipe_end(pipe);
}

/* sendfile(2): the process at the other end has what comes out. */

static int memory_file(void)
{
	int made = memfd_create("splices", 0);

	if (made < 0)
		err(1, "memfd_create");
	return made;
}

static void test_sendfile(int to, int from, size_t at, size_t count,
			  size_t wanted, const char *what)
{
	off_t offset = at;
	size_t done = 0;
	ssize_t got;

	while (done < count &&
	       (got = sendfile(to, file, &offset, count - done)) > 0)
		done += got;
	memset(bytes, 0, size);
	tap_number(done, wanted, what);
	tap(read_all(from, bytes, done) == wanted &&
		    holds(bytes, at, wanted, 1),
	    "the right bytes");
}

static void test_sendfile_to_file(void)
{
	int to = memory_file(), from = dup(to);
	char path[64];

	snprintf(path, sizeof(path), "/proc/self/fd/%d", to);
	from = open(path, O_RDONLY);
	test_sendfile(to, from, 0, size, size, "all of it to a file");
	test_sendfile(to, from, page + 5, 2 * page, 2 * page,
		      "pages and more to a file");
	test_sendfile(to, from, size - 8, 100, 8, "the end to a file");
	close(to);
	close(from);
}

static void test_sendfile_to_pipe(void)
{
	struct pipe pipe = pipe_new();

	test_sendfile(pipe.in, pipe.out, 3, 3 * page, 3 * page, "to a pipe");
	pipe_end(pipe);
}

/* A connection over TCP to this machine itself: one process sends. */
static int listen_here(struct sockaddr_in *address)
{
	int listener = socket(AF_INET, SOCK_STREAM, 0);
	socklen_t length = sizeof(*address);

	*address = (struct sockaddr_in){
		.sin_family = AF_INET,
		.sin_addr.s_addr = htonl(INADDR_LOOPBACK),
	};
	if (listener < 0 || bind(listener, (void *)address, length) ||
	    listen(listener, 1) ||
	    getsockname(listener, (void *)address, &length))
		err(1, "a socket to listen at");
	return listener;
}

static void send_all(const struct sockaddr_in *address)
{
	int out = socket(AF_INET, SOCK_STREAM, 0);
	off_t offset = 0;

	if (connect(out, (const void *)address, sizeof(*address)))
		err(1, "connect");
	while (sendfile(out, file, &offset, size) > 0)
		;
	_exit(0);
}

static void test_sendfile_to_socket(void)
{
	struct sockaddr_in address;
	int listener = listen_here(&address), in;
	pid_t child;

	fflush(stdout);
	child = fork();
	if (!child)
		send_all(&address);
	in = accept(listener, NULL, NULL);
	memset(bytes, 0, size);
	tap_number(read_all(in, bytes, 2 * size), size,
		   "all of it to a socket");
	tap(holds(bytes, 0, size, 1), "the right bytes");
	waitpid(child, NULL, 0);
	close(in);
	close(listener);
}

static void test_sendfile_from_file(void)
{
	int from = memory_file();
	off_t offset = 0;

	clear_buffer();
	fill(bytes, size, 2);
	if (write(from, bytes, size) != (ssize_t)size)
		err(1, "write to a file in memory");
	lseek(file, page - 3, SEEK_SET);
	tap_number(sendfile(file, from, &offset, 2 * page), 2 * page,
		   "from a file to the buffer");
	tap(buffer_holds(page - 3, 2 * page, 2),
	    "the right bytes, and no others");
	tap_number(lseek(file, 0, SEEK_CUR), 3 * page - 3,
		   "the buffer's position is behind them");
	close(from);
}

/* Before Linux 6.0 it takes no character device to read from. */
static bool sendfile_reads_devices(void)
{
	struct pipe pipe = pipe_new();
	off_t offset = 0;
	bool good = sendfile(pipe.in, file, &offset, 1) == 1;

	pipe_end(pipe);
	return good;
}

static void test_sendfiles(bool from_buffer)
{
	puts("# sendfile");
	test_sendfile_from_file();
	fill_buffer(1);
	if (!from_buffer) {
		tap(!sendfile_reads_devices(),
		    "this kernel's sendfile reads from no device at all");
		return;
	}
	test_sendfile_to_file();
	test_sendfile_to_pipe();
	test_sendfile_to_socket();
}

/* Many pieces: nothing, a byte, nothing, two bytes, and so on. */
#define PIECES 200

static size_t cut(struct iovec pieces[PIECES], uint8_t *memory)
{
	size_t at = 0;

	for (size_t i = 0; i < PIECES; i++) {
		pieces[i] = (struct iovec){memory + at, i % 2 ? i / 2 + 1 : 0};
		at += pieces[i].iov_len;
	}
	return at;
}

static void test_pieces(void)
{
	struct iovec pieces[PIECES];
	/* Not there before the first touch, which is that of the call. */
	uint8_t *memory = mmap(NULL, size, PROT_READ | PROT_WRITE,
			       MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	size_t count = cut(pieces, memory);

	puts("# preadv, pwritev");
	fill_buffer(1);
	tap_number(preadv(file, pieces, PIECES, 9), count, "many pieces");
	tap(holds(memory, 9, count, 1), "the right bytes");
	clear_buffer();
	fill(memory, count, 2);
	tap_number(pwritev(file, pieces, PIECES, 77), count, "many pieces");
	tap(buffer_holds(77, count, 2), "the right bytes, and no others");
	tap_number(preadv(file, pieces, PIECES, size - 10), 10,
		   "over the end is short");
	pieces[PIECES - 1].iov_base = NULL;
	tap_number(preadv(file, pieces, PIECES, 0),
		   count - pieces[PIECES - 1].iov_len,
		   "a piece that faults ends it before");
	pieces[1].iov_base = NULL;
	tap_fails(preadv(file, pieces, PIECES, 0), EFAULT, "the first faults");
	tap_number(preadv(file, pieces, 0, 0), 0, "no pieces");
	munmap(memory, size);
}

static void test_access(void)
{
	int reader = buffer_open(name, O_RDONLY),
	    writer = buffer_open(name, O_WRONLY);
	struct pipe pipe = pipe_new();

	puts("# who may");
	tap_fails(splice(writer, NULL, pipe.in, NULL, 1, 0), EBADF,
		  "no splice from a write-only file");
	if (write(pipe.in, "x", 1) != 1)
		err(1, "write to a pipe");
	tap_fails(splice(pipe.out, NULL, reader, NULL, 1, 0), EBADF,
		  "no splice to a read-only file");
	close(reader);
	close(writer);
	pipe_end(pipe);
}

static void take_away(void)
{
	char link[PATH_MAX], path[PATH_MAX];
	ssize_t length;
	int unbind = open(UNBIND, O_WRONLY);

	snprintf(path, sizeof(path), "/sys/class/u-dma-buf/%s/device", name);
	length = readlink(path, link, sizeof(link) - 1);
	if (length < 0)
		err(1, "%s", path);
	link[length] = '\0';
	if (dprintf(unbind, "%s", strrchr(link, '/') + 1) < 0)
		err(1, UNBIND);
	close(unbind);
}

static void test_revoked(void)
{
	struct pipe pipe = pipe_new(), full = pipe_new();
	loff_t offset = 0;

	puts("# a buffer that is gone");
	if (write(full.in, "abc", 3) != 3)
		err(1, "write to a pipe");
	take_away();
	tap_fails(splice(file, &offset, pipe.in, NULL, 10, 0), ENODEV,
		  "splice from it");
	tap_fails(splice(full.out, NULL, file, &offset, 3, 0), ENODEV,
		  "splice to it");
	tap_number(read(full.out, bytes, 10), 3, "the pipe keeps its bytes");
	pipe_end(pipe);
	pipe_end(full);
}

int main(int argc, char **argv)
{
	bool from_buffer;

	if (argc != 3)
		errx(2, "usage: splices NAME yes|no (sendfile from a device)");
	name = argv[1];
	from_buffer = !strcmp(argv[2], "yes");
	page = sysconf(_SC_PAGESIZE);
	size = buffer_attribute(name, "size");
	if (size < 4 * page || size % page == 0)
		errx(2, "%s is not of a size that this program can test with",
		     name);
	bytes = calloc(1, 2 * size);
	file = buffer_open(name, O_RDWR);

	test_splice_reads();
	test_splice_writes();
	test_sendfiles(from_buffer);
	test_pieces();
	test_access();
	test_revoked();
	return tap_status();
}
