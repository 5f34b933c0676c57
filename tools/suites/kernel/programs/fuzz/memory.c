// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause
/* Mappings, the memory in them, and children that inherit it. */
#include <setjmp.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <unistd.h>

#include "draw.h"
#include "kinds.h"
#include "users.h"

static int any_protection(struct random *random)
{
	return random_chance(random, 2) ? PROT_READ | PROT_WRITE
					: (int)random_below(random, 8);
}

static bool make_map(struct random *random)
{
	static const int types[] = {MAP_SHARED, MAP_SHARED, MAP_SHARED,
				    MAP_PRIVATE, MAP_SHARED_VALIDATE};
	static const int flags[] = {0,
				    0,
				    0,
				    MAP_POPULATE,
				    MAP_LOCKED,
				    MAP_NORESERVE,
				    MAP_GROWSDOWN,
				    MAP_NONBLOCK,
				    MAP_HUGETLB,
				    MAP_SYNC,
				    MAP_STACK,
				    MAP_DENYWRITE};
	uint8_t *at = any_page(random);
	uint64_t offset = any_offset(random);
	enum file_type type = random_chance(random, 3) ? EXPORT : BUFFER;

	return mmap(at, place_length(random, at), any_protection(random),
		    MAP_FIXED | RANDOM_OF(random, types) |
			    RANDOM_OF(random, flags),
		    file_of(random, type), offset) != MAP_FAILED;
}

static bool make_unmap(struct random *random)
{
	uint8_t *at = any_page(random);

	return !munmap(at, place_length(random, at));
}

static bool make_remap(struct random *random)
{
	uint8_t *from = any_page(random);
	uint8_t *to = any_page(random);
	size_t old_size =
		random_chance(random, 6) ? 0 : place_length(random, from);
	int flags = random_below(random, 8);

	return mremap(from, old_size, place_length(random, to), flags, to) !=
	       MAP_FAILED;
}

static bool make_protect(struct random *random)
{
	uint8_t *at = any_page(random);

	return !mprotect(at, place_length(random, at), any_protection(random));
}

static bool make_advise(struct random *random)
{
	uint8_t *at = any_page(random);

	return !madvise(at, place_length(random, at), random_below(random, 26));
}

static bool make_memory_call(struct random *random)
{
	uint8_t *at = any_page(random);
	size_t length = place_length(random, at);
	struct iovec local = {scratch, SCRATCH}, remote = {at, length};

	switch (random_below(random, 7)) {
	case 0:
		return !msync(at, length, random_below(random, 8));
	case 1:
		return !mlock2(at, length, random_below(random, 3));
	case 2:
		return !munlock(at, length);
	case 3:
		return !mincore(at, length, scratch);
	case 4:
		return process_vm_readv(getpid(), &local, 1, &remote, 1, 0) > 0;
	case 5:
		return process_vm_writev(getpid(), &local, 1, &remote, 1, 0) >
		       0;
	default:
		return !syscall(SYS_remap_file_pages, at, length, 0,
				random_below(random, 32), 0);
	}
}

static __thread sigjmp_buf fault;
static __thread volatile bool may_fault;

void on_fault(int signal)
{
	if (may_fault)
		siglongjmp(fault, 1);
	_exit(128 + signal);
}

static bool touch(volatile uint8_t *at, bool writes)
{
	bool good = false;

	may_fault = true;
	if (!sigsetjmp(fault, 1)) {
		for (int i = 0; i < 8; i++)
			if (writes)
				at[i * PAGE / 2] = i;
			else
				(void)at[i * PAGE / 2];
		good = true;
	}
	may_fault = false;
	return good;
}

static bool make_touch(struct random *random)
{
	bool writes = random_chance(random, 2);

	return touch(any_page(random), writes);
}

static bool make_fork(struct random *random)
{
	uint8_t *page = any_page(random);
	pid_t child = fork();

	if (!child) {
		touch(page, true);
		make_unmap(random);
		_exit(0);
	}
	return child > 0 && waitpid(child, NULL, 0) == child;
}

const struct kind memory_kinds[] = {
	{"mmap", make_map, 14, true},
	{"munmap", make_unmap, 3, false},
	{"mremap", make_remap, 5, false},
	{"mprotect", make_protect, 3, false},
	{"madvise", make_advise, 5, false},
	{"calls on memory", make_memory_call, 5, false},
	{"touch", make_touch, 12, false},
	{"fork", make_fork, 1, false},
	{0},
};
