// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause
/*
 * sync-calls OPTION…: creates a buffer with these options of the manager's
 * "create", does with it all that can hand memory to the CPU or to a device,
 * and compares the calls of the DMA API that follow: which, for which device,
 * with which address, size and direction, in which order; and no other. And
 * below them the maintenance of the CPU's caches, for devices that are not
 * coherent.
 */
#include "../manager.h"
#include "sync-calls.h"

struct subject subject;

static const char *options = "";

static void create(void)
{
	int manager = manager_open(O_WRONLY);

	if (manager_write(manager, "create " NAME " %d %s\n", SIZE, options) <
	    0)
		err(1, "create " NAME " %s", options);
	close(manager);
}

static void delete (void)
{
	int manager = manager_open(O_WRONLY);

	tap(manager_write(manager, "delete " NAME "\n") > 0, "delete");
	close(manager);
}

static void read_parent(void)
{
	char link[PATH_MAX];
	ssize_t length = readlink("/sys/class/u-dma-buf/" NAME "/device", link,
				  sizeof(link) - 1);

	if (length < 0)
		err(1, "the link to the parent");
	link[length] = '\0';
	snprintf(subject.parent, sizeof(subject.parent), "%s",
		 strrchr(link, '/') + 1);
}

/* The mapping for the device: below the DMA API, only the caches hear of it. */
static void want_zeroes(void)
{
	if (subject.is_streaming && subject.parent_has_care)
		want_care("device", subject.address, subject.memory_size,
			  BOTH_WAYS);
}

/*
 * Caches need care where the architecture has functions for it. The driver asks
 * the DMA API whether it has anything to do, and it has not where the parent is
 * coherent.
 */
static void learn(void)
{
	bool coherent = buffer_attribute(NAME, "dma_coherent");
	unsigned int mode = buffer_attribute(NAME, "quirk_mmap_mode");
	bool has_care = dma_calls_know("arch_sync_dma_for_device");

	read_parent();
	subject.page = sysconf(_SC_PAGESIZE);
	subject.memory_size =
		(SIZE + subject.page - 1) / subject.page * subject.page;
	subject.address = buffer_attribute(NAME, "phys_addr");
	subject.is_streaming =
		mode == 2 || mode == 4 || (mode == 3 && !coherent);
	subject.parent_has_care = has_care && !coherent;
	subject.importer_has_care = has_care;
	subject.parent_is_skipped = coherent;
	subject.importer_is_skipped =
		!has_care && dma_calls_know("__dma_sync_sg_for_device");
}

void write_attribute(const char *attribute, uint64_t value)
{
	char path[PATH_MAX];
	int fd;

	snprintf(path, sizeof(path), "/sys/class/u-dma-buf/" NAME "/%s",
		 attribute);
	fd = open(path, O_WRONLY);
	if (fd < 0 || dprintf(fd, "0x%" PRIx64, value) < 0)
		err(1, "%s", path);
	close(fd);
}

void store(uint64_t offset, uint64_t size, enum direction direction)
{
	write_attribute("sync_offset", offset);
	write_attribute("sync_size", size);
	write_attribute("sync_direction", direction);
}

static void join_options(char **words)
{
	static char text[500];

	for (; *words; words++)
		snprintf(text + strlen(text), sizeof(text) - strlen(text),
			 "%s ", *words);
	options = text;
}

int main(int argc, char **argv)
{
	(void)argc;
	join_options(argv + 1);
	subject.bytes = calloc(1, SIZE);

	subject.trace = dma_calls_start();
	create();
	learn();
	want_zeroes();
	made("create: the zeroes go to memory");
	subject.file = buffer_open(NAME, O_RDWR);
	test_syncs();
	test_reader();
	test_exports();
	close(subject.file);
	delete ();
	made("delete: none");
	return tap_status();
}
