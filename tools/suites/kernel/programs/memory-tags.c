// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause
/*
 * memory-tags NAME yes|no: system calls on a buffer with pointers into memory
 * that has tags (arm64 MTE; "no": that has none). Pages of such memory are
 * present and writable, and a copy through a pointer with the wrong tag moves
 * nothing all the same. The call must end.
 *
 * Each call is made by a child, because the fault that this looks for is one
 * that does not come back.
 */
#include <signal.h>
#include <sys/prctl.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <time.h>

#include "ioctls.h"
#include "manager.h"
#include "tap.h"

/* A call that takes longer has no end. */
#define SECONDS 10
#define RIGHT	1
#define WRONG	2
#define SIZE	200000
/* Where memory with the one tag ends, and with the other begins. */
#define EDGE 102400

static const char *name;
static int file;
static size_t size, page;
static bool has_tags;

/* Memory with tags. */

#ifdef __aarch64__
#include <asm/hwcap.h>
#include <asm/mman.h>

#define GRANULE 16

static void *tagged(void *memory, unsigned int tag)
{
	return has_tags ? (void *)((uintptr_t)memory | (uint64_t)tag << 56)
			: memory;
}

static void set_tags(void *memory, size_t count, unsigned int tag)
{
	char *end = (char *)tagged(memory, tag) + count;

	if (!has_tags)
		return;
	for (char *at = tagged(memory, tag); at < end; at += GRANULE)
		asm volatile(".arch armv8.5-a+memtag\n\tstg %0, [%0]"
			     :
			     : "r"(at)
			     : "memory");
}

static unsigned int tag_of(void *memory)
{
	uintptr_t at = (uintptr_t)memory;

	asm volatile(".arch armv8.5-a+memtag\n\tldg %0, [%0]" : "+r"(at));
	return at >> 56 & 15;
}

static void begin_tags(void)
{
	unsigned long mode = PR_TAGGED_ADDR_ENABLE | PR_MTE_TCF_SYNC |
			     0xfffe << PR_MTE_TAG_SHIFT;

	if (has_tags && prctl(PR_SET_TAGGED_ADDR_CTRL, mode, 0, 0, 0))
		err(1, "PR_SET_TAGGED_ADDR_CTRL");
}
#else
#define PROT_MTE 0

static void *tagged(void *memory, unsigned int tag)
{
	(void)tag;
	return memory;
}

static void set_tags(void *memory, size_t count, unsigned int tag)
{
	(void)memory;
	(void)count;
	(void)tag;
}

static unsigned int tag_of(void *memory)
{
	(void)memory;
	return 0;
}

static void begin_tags(void)
{
	if (has_tags)
		errx(2, "no memory here has tags");
}
#endif

/* Memory with the right tag up to EDGE, and another one behind it. */
static uint8_t *new_memory(void)
{
	uint8_t *memory = mmap(
		NULL, SIZE, PROT_READ | PROT_WRITE | (has_tags ? PROT_MTE : 0),
		MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	if (memory == MAP_FAILED)
		err(1, "memory with tags");
	memset(memory, 0, SIZE);
	set_tags(memory, EDGE, RIGHT);
	set_tags(memory + EDGE, SIZE - EDGE, WRONG);
	return tagged(memory, RIGHT);
}

/* The calls. */

struct outcome {
	bool ended;
	ssize_t result;
	int error;
};

typedef ssize_t call(void *memory, size_t count);

static ssize_t call_pread(void *memory, size_t count)
{
	return pread(file, memory, count, 0);
}

static ssize_t call_pwrite(void *memory, size_t count)
{
	return pwrite(file, memory, count, 0);
}

static ssize_t call_read_sync(void *memory, size_t count)
{
	int synced = buffer_open(name, O_RDONLY | O_SYNC);

	return read(synced, memory, count);
}

/* The first of the pieces is nothing, the others are halves. */
static int halve(struct iovec pieces[3], void *memory, size_t count)
{
	pieces[0] = (struct iovec){memory, 0};
	pieces[1] = (struct iovec){memory, count / 2};
	pieces[2] =
		(struct iovec){(char *)memory + count / 2, count - count / 2};
	return 3;
}

static ssize_t call_preadv(void *memory, size_t count)
{
	struct iovec pieces[3];

	return preadv(file, pieces, halve(pieces, memory, count), 0);
}

static ssize_t call_pwritev(void *memory, size_t count)
{
	struct iovec pieces[3];

	return pwritev(file, pieces, halve(pieces, memory, count), 0);
}

static ssize_t call_ioctl(void *memory, size_t count)
{
	(void)count;
	return ioctl(file, U_DMA_BUF_IOCTL_GET_SYNC, memory) ? -1 : 0;
}

static ssize_t call_manager(void *memory, size_t count)
{
	int manager = manager_open(O_WRONLY);

	return write(manager, memory, count);
}

static bool ends(pid_t child)
{
	struct timespec moment = {.tv_nsec = 10 * 1000 * 1000};

	for (int i = 0; i < SECONDS * 100; i++) {
		if (waitpid(child, NULL, WNOHANG) == child)
			return true;
		nanosleep(&moment, NULL);
	}
	return false;
}

static struct outcome make(call *call, void *memory, size_t count)
{
	struct outcome *shared = mmap(NULL, page, PROT_READ | PROT_WRITE,
				      MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	struct outcome outcome;
	pid_t child;

	fflush(stdout);
	child = fork();
	if (child < 0)
		err(1, "fork");
	if (!child) {
		shared->result = call(memory, count);
		shared->error = errno;
		shared->ended = true;
		_exit(0);
	}
	if (!ends(child)) {
		kill(child, SIGKILL);
		waitpid(child, NULL, 0);
	}
	outcome = *shared;
	munmap(shared, page);
	return outcome;
}

static void gives(call *call, void *memory, size_t count, ssize_t wanted,
		  const char *what)
{
	struct outcome got = make(call, memory, count);

	if (!tap(got.ended && got.result == wanted, what))
		printf("#   got %zd (%s), wanted %zd\n", got.result,
		       got.ended ? errno_name(got.error) : "no end", wanted);
}

static void faults(call *call, void *memory, size_t count, const char *what)
{
	struct outcome got = make(call, memory, count);

	if (!tap(got.ended && got.result < 0 && got.error == EFAULT, what))
		printf("#   got %zd (%s), wanted EFAULT\n", got.result,
		       got.ended ? errno_name(got.error) : "no end");
}

static const struct {
	call *call;
	const char *name;
} transfers[] = {
	{call_pread, "pread"},		 {call_pwrite, "pwrite"},
	{call_preadv, "preadv"},	 {call_pwritev, "pwritev"},
	{call_read_sync, "O_SYNC read"},
};

#define TRANSFERS (sizeof(transfers) / sizeof(transfers[0]))

static void test_right_tag(uint8_t *memory)
{
	char what[80];

	puts("# the right tag");
	for (size_t i = 0; i < TRANSFERS; i++) {
		snprintf(what, sizeof(what), "%s", transfers[i].name);
		gives(transfers[i].call, memory, EDGE, EDGE, what);
	}
	gives(call_ioctl, memory, 0, 0, "an ioctl");
}

static void test_wrong_tag(uint8_t *memory)
{
	uint8_t *behind = memory + EDGE;
	char what[80];

	puts("# the wrong tag");
	for (size_t i = 0; i < TRANSFERS; i++) {
		snprintf(what, sizeof(what), "%s, all of it",
			 transfers[i].name);
		faults(transfers[i].call, behind, SIZE - EDGE, what);
		snprintf(what, sizeof(what), "%s, one byte", transfers[i].name);
		faults(transfers[i].call, behind, 1, what);
		snprintf(what, sizeof(what), "%s, from the middle on",
			 transfers[i].name);
		gives(transfers[i].call, memory, SIZE, EDGE, what);
		snprintf(what, sizeof(what), "%s, the last byte",
			 transfers[i].name);
		gives(transfers[i].call, memory + 3, EDGE - 2, EDGE - 3, what);
	}
	faults(call_ioctl, behind, 0, "an ioctl");
	faults(call_manager, behind, 10, "a write to the manager");
}

/* Device memory has no tags, and is no place where a pointer's matters. */
static void test_own_mapping(void)
{
	uint8_t *mapping = buffer_map(file, size);

	puts("# the buffer's own mapping, by a pointer with a tag");
	gives(call_pread, tagged(mapping, WRONG), size, size, "pread");
	gives(call_pwrite, tagged(mapping, WRONG), size, size, "pwrite");
	gives(call_preadv, tagged(mapping, WRONG), size, size, "preadv");
	munmap(mapping, size);
}

int main(int argc, char **argv)
{
	uint8_t *memory;

	if (argc != 3)
		errx(2, "usage: memory-tags NAME yes|no");
	has_tags = !strcmp(argv[2], "yes");
	page = sysconf(_SC_PAGESIZE);
	name = argv[1];
	file = buffer_open(name, O_RDWR);
	size = buffer_attribute(name, "size");
	if (size < SIZE)
		errx(2, "%s is too small to test with", name);
	begin_tags();
	memory = new_memory();
	if (has_tags)
		tap(tag_of(memory) == RIGHT &&
			    tag_of(memory + EDGE - 1) == RIGHT &&
			    tag_of(memory + EDGE) == WRONG,
		    "memory has the tags that it was given");

	test_right_tag(memory);
	if (has_tags)
		test_wrong_tag(memory);
	test_own_mapping();
	return tap_status();
}
