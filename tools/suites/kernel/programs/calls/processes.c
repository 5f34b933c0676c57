// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause
/* Mappings and descriptors when processes and threads begin and end. */
#include <pthread.h>
#include <sys/wait.h>

#include "calls.h"

static uint8_t *bytes;

/* Runs a function in a child, whose result is true. */
static bool in_child(bool (*function)(void))
{
	int status = -1;
	pid_t child;

	fflush(stdout);
	child = fork();
	if (!child)
		_exit(function() ? 0 : 1);
	waitpid(child, &status, 0);
	return !status;
}

static bool write_mapping(void)
{
	bytes[7] ^= 0xff;
	return true;
}

static bool is_unmapped(void)
{
	unsigned char there;

	return mincore(bytes, page, &there) && errno == ENOMEM;
}

static bool unmap(void)
{
	return !munmap(bytes, size);
}

/* Of another program: without the mapping, and with the descriptor. */
static bool exec_other(void)
{
	char path[40];

	dup2(open("/dev/null", O_WRONLY), STDOUT_FILENO);
	snprintf(path, sizeof(path), "/proc/self/fd/%d", file);
	execl("/bin/busybox", "head", "-c", "1", path, NULL);
	return false;
}

static void test_fork(void)
{
	puts("# fork and exec");
	fill(1);
	tap(in_child(write_mapping), "a child writes to the mapping");
	tap(bytes[7] != 7 * 13 + 1, "the parent sees it");
	write_mapping();
	tap(in_child(unmap), "a child unmaps it");
	tap(in_child(exec_other), "a child runs another program");
	tap_number(madvise(bytes, size, MADV_DONTFORK), 0, "MADV_DONTFORK");
	tap(in_child(is_unmapped), "a child then does not have it");
	tap(holds(bytes, 0, size, 1), "every byte is still there");
}

static void *write_half(void *half)
{
	for (size_t i = 0; i < size / 2; i++)
		((uint8_t *)half)[i]++;
	return NULL;
}

static void test_threads(void)
{
	pthread_t threads[2];

	puts("# threads");
	fill(1);
	for (int i = 0; i < 2; i++)
		pthread_create(&threads[i], NULL, write_half,
			       bytes + i * (size / 2));
	for (int i = 0; i < 2; i++)
		pthread_join(threads[i], NULL);
	tap(is_filled(2), "each writes its half");
}

/* The classic: open, mmap, close, and on. */
static void test_close(void)
{
	int opened = buffer_open(name, O_RDWR | O_SYNC);
	uint8_t *again = mmap(NULL, size, READ_WRITE, MAP_SHARED, opened, 0);

	puts("# close after mmap");
	tap_number(close(opened), 0, "close");
	fill(3);
	tap(again != MAP_FAILED && holds(again, 0, size, 3),
	    "the mapping shows what is written");
	again[0]++;
	tap(bytes[0] == again[0], "and shows it to others");
	munmap(again, size);
}

void test_processes(void)
{
	bytes = map_all();
	test_fork();
	test_threads();
	test_close();
	munmap(bytes, size);
}
