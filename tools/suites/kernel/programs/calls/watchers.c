// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause
/* Who looks at the memory of a mapping from outside: debuggers, tools, the
 * kernel. */
#include <linux/userfaultfd.h>
#include <signal.h>
#include <sys/ioctl.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <sys/utsname.h>
#include <sys/wait.h>

#include "calls.h"

static uint8_t *bytes;

/* Of pages that it does not count, the kernel tells nothing: as of /dev/mem. */
static void test_residence(void)
{
	unsigned char *there = calloc(1, size / page);
	size_t pages = 0;

	puts("# what the kernel tells of it");
	tap_number(mincore(bytes, size, there), 0, "mincore");
	for (size_t i = 0; i < size / page; i++)
		pages += there[i] & 1;
	tap_number(pages, counted ? size / page : 0,
		   "it tells of the pages that the kernel counts");
	free(there);
}

static void test_userfaultfd(void)
{
	struct uffdio_api api = {.api = UFFD_API};
	struct uffdio_register range = {
		.range = {.start = (uintptr_t)bytes, .len = size},
		.mode = UFFDIO_REGISTER_MODE_MISSING,
	};
	int faults = syscall(SYS_userfaultfd, O_CLOEXEC);

	if (faults < 0) {
		tap_number(errno, ENOSYS, "a kernel without userfaultfd");
		return;
	}
	ioctl(faults, UFFDIO_API, &api);
	tap_fails(ioctl(faults, UFFDIO_REGISTER, &range), EINVAL,
		  "userfaultfd is refused");
	close(faults);
}

/* Reads all of a file of /proc/self; false where that fails. */
static bool reads(const char *path, const char *with, bool *found)
{
	FILE *stream = fopen(path, "r");
	char line[512];

	if (!stream)
		return false;
	while (fgets(line, sizeof(line), stream))
		if (with && strstr(line, with))
			*found = true;
	fclose(stream);
	return true;
}

static void test_proc(void)
{
	int clear = open("/proc/self/clear_refs", O_WRONLY);
	int pages = open("/proc/self/pagemap", O_RDONLY);
	char path[80], target[80] = "";
	uint64_t entry = 0;
	bool found = false;

	tap(reads("/proc/self/maps", node, &found) && found,
	    "/proc/self/maps has the node");
	found = false;
	tap(reads("/proc/self/smaps", node, &found) && found,
	    "/proc/self/smaps too");
	snprintf(path, sizeof(path), "/proc/self/map_files/%lx-%lx",
		 (long)bytes, (long)(bytes + size));
	tap(readlink(path, target, sizeof(target) - 1) > 0 &&
		    !strcmp(target, node),
	    "/proc/self/map_files too");
	tap(pread(pages, &entry, 8, (uintptr_t)bytes / page * 8) == 8 &&
		    entry >> 63 == counted,
	    "/proc/self/pagemap tells the same");
	close(pages);
	for (char what = '1'; what <= '5'; what++)
		if (write(clear, &what, 1) < 0 && errno != EINVAL)
			err(1, "clear_refs");
	close(clear);
	tap(holds(bytes, 0, size, 1), "/proc/self/clear_refs");
	bytes[0] ^= 1;
	bytes[0] ^= 1;
}

/* GUP cannot have memory that the kernel does not count: as of /dev/mem. */
static void test_vm_readv(pid_t child)
{
	uint8_t *copy = calloc(1, size);
	struct iovec to = {copy, size}, from = {bytes, size};
	ssize_t result = process_vm_readv(child, &to, 1, &from, 1, 0);

	if (counted)
		tap(result == (ssize_t)size && holds(copy, 0, size, 1),
		    "process_vm_readv");
	else
		tap_fails(result, EFAULT, "process_vm_readv");
	free(copy);
}

/* For pages that it does not count, the kernel asks the driver; but not on
 * every architecture (CONFIG_HAVE_IOREMAP_PROT). */
static bool is_shown(void)
{
	struct utsname system;

	if (uname(&system))
		err(1, "uname");
	return counted || (strcmp(system.machine, "riscv64") &&
			   strcmp(system.machine, "armv7l"));
}

static int open_memory(pid_t child)
{
	char path[40];

	snprintf(path, sizeof(path), "/proc/%d/mem", child);
	return open(path, O_RDWR);
}

static void test_blind_debugger(pid_t child)
{
	uint8_t *copy = calloc(1, size);
	int memory = open_memory(child);

	tap_fails(ptrace(PTRACE_PEEKDATA, child, bytes, NULL), EIO,
		  "PTRACE_PEEKDATA is refused");
	tap_fails(pread(memory, copy, size, (uintptr_t)bytes), EIO,
		  "a read from /proc/PID/mem too");
	close(memory);
	free(copy);
}

/* A debugger shows a variable in the buffer, and changes it. */
static void test_debugger(pid_t child)
{
	uint8_t *at = bytes + 2 * page - sizeof(long);
	long word, wanted;
	uint8_t *copy = calloc(1, size);
	int memory = open_memory(child);

	memcpy(&wanted, at, sizeof(wanted));
	errno = 0;
	word = ptrace(PTRACE_PEEKDATA, child, at, NULL);
	tap(!errno && word == wanted, "PTRACE_PEEKDATA");
	tap_number(ptrace(PTRACE_POKEDATA, child, at, (void *)~wanted), 0,
		   "PTRACE_POKEDATA");
	tap(!memcmp(at, &(long){~wanted}, sizeof(long)), "changes the buffer");
	tap_number(pwrite(memory, &wanted, sizeof(wanted), (uintptr_t)at),
		   sizeof(wanted), "write to /proc/PID/mem");
	tap(pread(memory, copy, size, (uintptr_t)bytes) == (ssize_t)size &&
		    holds(copy, 0, size, 1),
	    "read from it");
	close(memory);
	free(copy);
}

static void test_from_outside(void)
{
	pid_t child;
	int status;

	puts("# another process that looks at it");
	child = fork();
	if (!child) {
		ptrace(PTRACE_TRACEME, 0, NULL, NULL);
		raise(SIGSTOP);
		_exit(0);
	}
	if (waitpid(child, &status, 0) != child || !WIFSTOPPED(status))
		errx(1, "a traced child");
	test_vm_readv(child);
	if (is_shown())
		test_debugger(child);
	else
		test_blind_debugger(child);
	kill(child, SIGKILL);
	waitpid(child, &status, 0);
}

/* The dump of a process has no devices' memory, and ends. */
static void test_core(void)
{
	struct rlimit limit = {RLIM_INFINITY, RLIM_INFINITY};
	struct stat dump;
	pid_t child;
	int status;

	puts("# core dump");
	fflush(stdout);
	child = fork();
	if (!child) {
		setrlimit(RLIMIT_CORE, &limit);
		if (chdir("/tmp"))
			_exit(1);
		abort();
	}
	waitpid(child, &status, 0);
	tap(WIFSIGNALED(status) && WCOREDUMP(status), "there is one");
	tap(!stat("/tmp/core", &dump) && dump.st_size > 0, "it can be read");
	unlink("/tmp/core");
}

void test_watchers(void)
{
	bytes = map_all();
	fill(1);
	/* A newer kernel has mapped a block when it is first looked at. */
	tap(holds(bytes, 0, size, 1), "it shows the buffer");
	test_residence();
	test_userfaultfd();
	test_proc();
	test_from_outside();
	test_core();
	tap(is_filled(1), "every byte is still there");
	munmap(bytes, size);
}
