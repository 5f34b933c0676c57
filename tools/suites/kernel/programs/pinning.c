// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause
/*
 * pinning NAME FILE [lent]: I/O that goes to a buffer's own pages, which the
 * kernel must be able to hold: O_DIRECT from and to a file on a real file
 * system, io_uring with fixed buffers, vmsplice. The buffer is at least four
 * pages. "lent": it is in CMA, so that it can be the target of I/O but cannot
 * be fixed.
 */
#include <linux/io_uring.h>
#include <signal.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <sys/utsname.h>
#include <sys/wait.h>

#include "ioctls.h"
#include "tap.h"

static const char *name, *path;
static bool is_lent;
static size_t size, page;
static int file;
static uint8_t *bytes, *copy;

static uint8_t pattern(size_t i, uint8_t seed)
{
	return (i * 13 + (i >> 8)) ^ seed;
}

static void fill(uint8_t *memory, uint8_t seed)
{
	for (size_t i = 0; i < size; i++)
		memory[i] = pattern(i, seed);
}

static bool holds(const uint8_t *memory, uint8_t seed)
{
	for (size_t i = 0; i < size; i++)
		if (memory[i] != pattern(i, seed))
			return false;
	return true;
}

static int scratch_open(int flags)
{
	int scratch = open(path, flags | O_CREAT, 0600);

	if (scratch < 0)
		err(1, "%s", path);
	return scratch;
}

/* What is in the file, past the page cache's idea of it. */
static bool file_holds(uint8_t seed)
{
	int scratch = scratch_open(O_RDONLY);
	ssize_t count = pread(scratch, copy, size, 0);

	close(scratch);
	return count == (ssize_t)size && holds(copy, seed);
}

static bool buffer_holds(uint8_t seed)
{
	return pread(file, copy, size, 0) == (ssize_t)size && holds(copy, seed);
}

static void test_direct(void)
{
	int scratch = scratch_open(O_RDWR | O_DIRECT);

	puts("# O_DIRECT");
	fill(bytes, 1);
	tap_number(pwrite(scratch, bytes, size, 0), size,
		   "write from the buffer");
	tap(file_holds(1), "the file has the bytes");
	memset(bytes, 0, size);
	tap_number(pread(scratch, bytes, size, 0), size, "read to the buffer");
	tap(holds(bytes, 1) && buffer_holds(1), "the buffer has the bytes");
	tap_number(pread(scratch, bytes + 3 * page, page, 0), page,
		   "read to a page in the middle");
	tap(!memcmp(bytes + 3 * page, bytes, page), "it has the bytes");
	close(scratch);
}

/* Through a mapping of a dma-buf it is the same. */
static void test_direct_export(void)
{
	int part = buffer_export(file, 0, size, O_RDWR);
	int scratch = scratch_open(O_RDWR | O_DIRECT);
	uint8_t *mapping = buffer_map(part, size);

	puts("# O_DIRECT by a mapping of a dma-buf");
	fill(mapping, 2);
	tap_number(pwrite(scratch, mapping, size, 0), size,
		   "write from the part");
	tap(file_holds(2), "the file has the bytes");
	munmap(mapping, size);
	close(part);
	close(scratch);
}

/**
 * struct ring - an io_uring with one entry at a time
 * @fd: of it
 * @submission: the submission queue's head, tail and so on
 * @completion: the completion queue's, in the same memory
 * @entries: submission entries
 * @params: where in them is what
 */
struct ring {
	int fd;
	uint8_t *submission, *completion;
	struct io_uring_sqe *entries;
	struct io_uring_params params;
};

static void *ring_map(const struct ring *ring, size_t count, off_t offset)
{
	void *memory = mmap(NULL, count, PROT_READ | PROT_WRITE,
			    MAP_SHARED | MAP_POPULATE, ring->fd, offset);

	if (memory == MAP_FAILED)
		err(1, "mapping the ring");
	return memory;
}

static void ring_open(struct ring *ring)
{
	memset(ring, 0, sizeof(*ring));
	ring->fd = syscall(SYS_io_uring_setup, 1, &ring->params);
	if (ring->fd < 0)
		err(1, "io_uring_setup");
	ring->submission = ring_map(ring, 4096, IORING_OFF_SQ_RING);
	ring->completion = ring_map(ring, 4096, IORING_OFF_CQ_RING);
	ring->entries = ring_map(ring, sizeof(*ring->entries), IORING_OFF_SQES);
}

static uint32_t *ring_number(uint8_t *queue, uint32_t offset)
{
	return (uint32_t *)(queue + offset);
}

/* Does one operation and returns its result. */
static int ring_run(struct ring *ring, const struct io_uring_sqe *entry)
{
	const struct io_sqring_offsets *sq = &ring->params.sq_off;
	const struct io_cqring_offsets *cq = &ring->params.cq_off;
	uint32_t *tail = ring_number(ring->submission, sq->tail);
	uint32_t *head = ring_number(ring->completion, cq->head);
	struct io_uring_cqe *done = (void *)(ring->completion + cq->cqes);
	uint32_t mask = *ring_number(ring->completion, cq->ring_mask);
	int result;

	ring->entries[0] = *entry;
	ring_number(ring->submission, sq->array)[0] = 0;
	__atomic_store_n(tail, *tail + 1, __ATOMIC_RELEASE);
	if (syscall(SYS_io_uring_enter, ring->fd, 1, 1, IORING_ENTER_GETEVENTS,
		    NULL, 0) != 1)
		err(1, "io_uring_enter");
	result = done[*head & mask].res;
	__atomic_store_n(head, *head + 1, __ATOMIC_RELEASE);
	return result;
}

static int ring_transfer(struct ring *ring, int operation, int scratch)
{
	struct io_uring_sqe entry = {
		.opcode = operation,
		.fd = scratch,
		.addr = (uintptr_t)bytes,
		.len = size,
	};

	return ring_run(ring, &entry);
}

/* Kernels before 6.5 fix no memory that belongs to a file, whatever the file.
 */
static bool can_fix_files(void)
{
	struct utsname kernel;
	unsigned int major, minor;

	if (uname(&kernel) ||
	    sscanf(kernel.release, "%u.%u", &major, &minor) != 2)
		err(1, "uname");
	return major > 6 || (major == 6 && minor >= 5);
}

static int register_buffer(const struct ring *ring)
{
	const struct iovec memory = {bytes, size};

	return syscall(SYS_io_uring_register, ring->fd, IORING_REGISTER_BUFFERS,
		       &memory, 1);
}

/*
 * Such kernels look at the file last. Before that they want to move the pages
 * out of CMA, and try again and again: the driver cannot keep them from it.
 */
static bool registers_until_killed(const struct ring *ring)
{
	pid_t child = fork();
	int status;

	if (!child)
		_exit(register_buffer(ring) ? 1 : 0);
	sleep(1);
	if (child < 0 || waitpid(child, &status, WNOHANG))
		return false;
	kill(child, SIGKILL);
	return waitpid(child, &status, 0) == child && WIFSIGNALED(status);
}

/* Whether the operations for a fixed buffer can be used from now on. */
static bool fix_buffer(const struct ring *ring)
{
	int result;

	if (is_lent && !can_fix_files()) {
		tap(registers_until_killed(ring),
		    "this kernel tries to fix memory in CMA until it is "
		    "killed");
		return false;
	}
	result = register_buffer(ring);
	if (!can_fix_files())
		tap_fails(result, EOPNOTSUPP,
			  "this kernel does not fix a file's memory");
	else if (is_lent)
		tap_fails(result, EFAULT, "memory in CMA is not fixed");
	else
		tap_number(result, 0, "the buffer can be fixed");
	return !result;
}

static void test_ring(int flags, const char *kind)
{
	int scratch = scratch_open(O_RDWR | flags);
	struct ring ring;
	bool is_fixed;

	printf("# io_uring, %s\n", kind);
	ring_open(&ring);
	is_fixed = fix_buffer(&ring);
	fill(bytes, 3);
	tap_number(ring_transfer(&ring,
				 is_fixed ? IORING_OP_WRITE_FIXED
					  : IORING_OP_WRITE,
				 scratch),
		   size, "write from the buffer");
	tap(file_holds(3), "the file has the bytes");
	memset(bytes, 0, size);
	tap_number(
		ring_transfer(&ring,
			      is_fixed ? IORING_OP_READ_FIXED : IORING_OP_READ,
			      scratch),
		size, "read to the buffer");
	tap(holds(bytes, 3) && buffer_holds(3), "the buffer has the bytes");
	if (is_fixed)
		tap_number(syscall(SYS_io_uring_register, ring.fd,
				   IORING_UNREGISTER_BUFFERS, NULL, 0),
			   0, "the buffer can be let go");
	close(ring.fd);
	close(scratch);
}

/* The pipe holds the page itself, so it shows what is written to it later. */
static void test_vmsplice(void)
{
	struct iovec first = {bytes, page};
	int pipes[2];

	puts("# vmsplice");
	if (pipe(pipes))
		err(1, "pipe");
	fill(bytes, 4);
	tap_number(vmsplice(pipes[1], &first, 1, 0), page,
		   "a page goes into a pipe");
	fill(bytes, 5);
	tap_number(read(pipes[0], copy, page), page, "and comes out");
	tap(!memcmp(copy, bytes, page), "it is the buffer's own");
	close(pipes[0]);
	close(pipes[1]);
}

int main(int argc, char **argv)
{
	is_lent = argc == 4 && !strcmp(argv[3], "lent");
	if (argc != 3 && !is_lent)
		errx(2, "usage: pinning NAME FILE [lent]");
	/* What was said before it hung, if it does, is of interest. */
	setvbuf(stdout, NULL, _IOLBF, 0);
	name = argv[1];
	path = argv[2];
	page = sysconf(_SC_PAGESIZE);
	size = buffer_attribute(name, "size");
	file = buffer_open(name, O_RDWR);
	bytes = buffer_map(file, size);
	copy = malloc(size);

	test_direct();
	test_direct_export();
	test_ring(0, "buffered");
	test_ring(O_DIRECT, "O_DIRECT");
	test_vmsplice();
	return tap_status();
}
