// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause
/*
 * hold WAY NAME [gone]: keeps a buffer in use. Fills it, takes hold of it in
 * one way, says "ready", and waits until its standard input ends. Then it says
 * whether every byte is still there; with "gone" the buffer was taken away
 * meanwhile, and it tests what a user sees of that.
 *
 * The ways:
 *   opened         an open file
 *   mapped         a mapping; its file is closed
 *   open-mapped    a mapping, and its file is open
 *   exported       a dma-buf; the buffer's file is closed
 *   export-mapped  a mapping of a dma-buf; both files are closed
 *   attached       a dma-buf attached to the importer's device
 *   imported       the same, and mapped for the device
 *   vmapped        attached, and the device's driver has it at an address of
 * the kernel's pinned         the first page, in a pipe (vmsplice); nothing
 * else is left
 */
#include <linux/dma-buf.h>
#include <setjmp.h>
#include <signal.h>
#include <string.h>
#include <sys/uio.h>
#include <sys/wait.h>

#include <importer.h>

#include "ioctls.h"
#include "tap.h"

#define IMPORTER "/dev/u-dma-buf-importer"

/**
 * struct way - a way of using a buffer
 * @name: of it
 * @take: begins the use and ends all others; sets held, mapping, or both
 * @show: copies what is in the buffer, and returns how much
 * @gone: tests what is left after the buffer was taken away
 */
struct way {
	const char *name;
	void (*take)(int file);
	ssize_t (*show)(uint8_t *copy);
	void (*gone)(void);
};

static size_t size;
static uint8_t *mapping;
/* A file of the kind that the way says. */
static int held = -1;

static uint8_t pattern(size_t i)
{
	return (i * 31 + (i >> 8)) & 0xff;
}

static void fill(int file)
{
	uint8_t *bytes = malloc(size);

	for (size_t i = 0; i < size; i++)
		bytes[i] = pattern(i);
	if (pwrite(file, bytes, size, 0) != (ssize_t)size)
		err(1, "pwrite");
	free(bytes);
}

static bool intact(const uint8_t *bytes, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (bytes[i] != pattern(i))
			return false;
	return true;
}

/* Touching memory that may be gone. */

static sigjmp_buf bus_error;

static void on_bus_error(int signal)
{
	(void)signal;
	siglongjmp(bus_error, 1);
}

static bool reading_faults(const volatile uint8_t *byte)
{
	if (sigsetjmp(bus_error, 1))
		return true;
	(void)*byte;
	return false;
}

static bool writing_faults(volatile uint8_t *byte)
{
	if (sigsetjmp(bus_error, 1))
		return true;
	*byte = 1;
	return false;
}

static bool every_page_faults(void)
{
	size_t page = sysconf(_SC_PAGESIZE);

	signal(SIGBUS, on_bus_error);
	for (size_t i = 0; i < size; i += page)
		if (!reading_faults(mapping + i) ||
		    !writing_faults(mapping + i))
			return false;
	return true;
}

static bool every_page_faults_in_child(void)
{
	int status;
	pid_t child = fork();

	if (!child)
		_exit(every_page_faults() ? 0 : 1);
	return waitpid(child, &status, 0) == child && status == 0;
}

/* The ways. */

static void opened_take(int file)
{
	held = file;
}

static ssize_t held_show(uint8_t *copy)
{
	return pread(held, copy, size, 0);
}

static void no_mapping(const char *what)
{
	void *memory = mmap(NULL, size, PROT_READ, MAP_SHARED, held, 0);

	tap_fails(memory == MAP_FAILED ? -1 : 0, ENODEV, what);
}

static void opened_gone(void)
{
	struct u_dma_buf_ioctl_sync_args sync = {.size = 1};
	uint64_t number = 1;
	char byte = 0;

	tap_fails(read(held, &byte, 1), ENODEV, "opened: read");
	tap_fails(write(held, &byte, 1), ENODEV, "opened: write");
	no_mapping("opened: mmap");
	tap_fails(ioctl(held, U_DMA_BUF_IOCTL_GET_SIZE, &number), ENODEV,
		  "opened: ioctl");
	tap_fails(ioctl(held, U_DMA_BUF_IOCTL_SET_SYNC_FOR_CPU, &number),
		  ENODEV, "opened: sync");
	tap_fails(ioctl(held, U_DMA_BUF_IOCTL_SET_SYNC, &sync), ENODEV,
		  "opened: sync arguments");
	tap_fails(buffer_export(held, 0, size, O_RDWR), ENODEV,
		  "opened: export");
	tap_number(close(held), 0, "opened: close");
}

static void mapped_take(int file)
{
	mapping = buffer_map(file, size);
	close(file);
}

static ssize_t mapped_show(uint8_t *copy)
{
	memcpy(copy, mapping, size);
	return size;
}

static void mapped_gone(void)
{
	tap(every_page_faults(), "mapped: every page gives SIGBUS");
	tap(every_page_faults_in_child(), "mapped: in a child too");
	tap_number(munmap(mapping, size), 0, "mapped: munmap");
}

static void open_mapped_take(int file)
{
	mapping = buffer_map(file, size);
	held = file;
}

static void open_mapped_gone(void)
{
	mapped_gone();
	opened_gone();
}

static void exported_take(int file)
{
	held = buffer_export(file, 0, size, O_RDWR);
	if (held < 0)
		err(1, "export");
	close(file);
}

static ssize_t exported_show(uint8_t *copy)
{
	uint8_t *bytes = buffer_map(held, size);

	memcpy(copy, bytes, size);
	munmap(bytes, size);
	return size;
}

static int import(int file)
{
	int importer = open(IMPORTER, O_RDWR);

	if (importer < 0)
		err(1, IMPORTER);
	return ioctl(importer, IMPORTER_ATTACH, &file) ? -1 : importer;
}

static void exported_gone(void)
{
	struct dma_buf_sync sync = {DMA_BUF_SYNC_START | DMA_BUF_SYNC_RW};

	no_mapping("exported: mmap");
	tap_fails(ioctl(held, DMA_BUF_IOCTL_SYNC, &sync), ENODEV,
		  "exported: sync");
	tap_fails(import(held), ENODEV, "exported: attach");
	tap_number(close(held), 0, "exported: close");
}

static void export_mapped_take(int file)
{
	exported_take(file);
	mapping = buffer_map(held, size);
	close(held);
}

static void attached_take(int file)
{
	int exported;

	exported_take(file);
	exported = held;
	held = import(exported);
	if (held < 0)
		err(1, "attach");
	close(exported);
}

static void imported_map(void)
{
	struct importer_mapping part = {0};

	if (ioctl(held, IMPORTER_MAP, &part))
		err(1, "map for the importer");
}

static ssize_t attached_show(uint8_t *copy)
{
	imported_map();
	return held_show(copy);
}

static void attached_gone(void)
{
	struct importer_mapping part = {0};

	tap_fails(ioctl(held, IMPORTER_MAP, &part), ENODEV, "attached: map");
	tap_number(ioctl(held, IMPORTER_DETACH), 0, "attached: detach");
	tap_number(close(held), 0, "attached: close");
}

static void imported_take(int file)
{
	attached_take(file);
	imported_map();
}

static void vmapped_take(int file)
{
	attached_take(file);
	if (ioctl(held, IMPORTER_VMAP))
		err(1, "vmap for the importer");
}

static void pinned_take(int file)
{
	struct iovec first = {NULL, sysconf(_SC_PAGESIZE)};
	int pipes[2];

	mapped_take(file);
	first.iov_base = mapping;
	if (pipe(pipes) ||
	    vmsplice(pipes[1], &first, 1, 0) != (ssize_t)first.iov_len)
		err(1, "vmsplice");
	munmap(mapping, size);
	close(pipes[1]);
	held = pipes[0];
}

static ssize_t pinned_show(uint8_t *copy)
{
	return read(held, copy, sysconf(_SC_PAGESIZE));
}

/* The last three cannot be taken away: they keep what they hold. */
static const struct way ways[] = {
	{"opened", opened_take, held_show, opened_gone},
	{"mapped", mapped_take, mapped_show, mapped_gone},
	{"open-mapped", open_mapped_take, mapped_show, open_mapped_gone},
	{"exported", exported_take, exported_show, exported_gone},
	{"export-mapped", export_mapped_take, mapped_show, mapped_gone},
	{"attached", attached_take, attached_show, attached_gone},
	{"imported", imported_take, held_show, NULL},
	{"vmapped", vmapped_take, held_show, NULL},
	{"pinned", pinned_take, pinned_show, NULL},
};

static const struct way *find_way(const char *name)
{
	for (size_t i = 0; i < sizeof(ways) / sizeof(ways[0]); i++)
		if (!strcmp(ways[i].name, name))
			return &ways[i];
	errx(2, "%s is not a way to hold a buffer", name);
}

static void wait_for_end_of_input(void)
{
	char byte;

	puts("ready");
	fflush(stdout);
	while (read(STDIN_FILENO, &byte, 1) > 0)
		;
}

static int tell_whether_intact(const struct way *way)
{
	uint8_t *copy = calloc(1, size);
	ssize_t shown = way->show(copy);
	bool good = shown > 0 && intact(copy, shown);

	puts(good ? "intact" : "damaged");
	return good ? 0 : 1;
}

int main(int argc, char **argv)
{
	const struct way *way;
	int file;
	bool gone = argc == 4 && !strcmp(argv[3], "gone");

	if (argc != 3 && !gone)
		errx(2, "usage: hold WAY NAME [gone]");
	way = find_way(argv[1]);
	file = buffer_open(argv[2], O_RDWR);
	size = buffer_attribute(argv[2], "size");
	fill(file);
	way->take(file);
	wait_for_end_of_input();
	if (!gone)
		return tell_whether_intact(way);
	if (!way->gone)
		errx(2, "a buffer cannot be taken away while %s", way->name);
	way->gone();
	return tap_status();
}
