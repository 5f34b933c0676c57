// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause
/*
 * copy MODE SYNC-MODE: memset and memcpy in a mapping of 4 MiB. SYNC-MODE 0:
 * cached; else the file is opened with O_SYNC, and the mapping is as sync_mode
 * says.
 */
#include <err.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "anonymous.h"
#include "sample.h"
#include "subject.h"

#define SIZE (4 << 20)

static uint8_t *other;

static void fill(void *memory)
{
	memset(memory, 0x5a, SIZE);
}

static void copy_from(void *memory)
{
	memcpy(other, memory, SIZE);
}

static void copy_to(void *memory)
{
	memcpy(memory, other, SIZE);
}

static const struct {
	const char *name;
	void (*run)(void *memory);
} verbs[] = {
	{"memset", fill},
	{"memcpy from it", copy_from},
	{"memcpy to it", copy_to},
};

static const char *name_of(int verb, char **argv)
{
	static const char *const mappings[] = {
		"cached", "uncached", "write-combined", "DMA-coherent"};
	static char name[80];

	snprintf(name, sizeof(name), "%s, 4 MiB, mode %s, %s", verbs[verb].name,
		 argv[1], mappings[atoi(argv[2]) & 3]);
	return name;
}

/* The mapping, or NULL and errno. Leaves no file open. */
static uint8_t *map(const char *sync_mode)
{
	bool synced = strcmp(sync_mode, "0");
	void *memory;
	int file;

	if (synced && !subject_set("sync_mode", sync_mode))
		return NULL;
	file = subject_open(O_RDWR | (synced ? O_SYNC : 0));
	memory = mmap(NULL, SIZE, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
	close(file);
	return memory == MAP_FAILED ? NULL : memory;
}

int main(int argc, char **argv)
{
	uint8_t *ours, *present = anonymous_present(SIZE);
	char options[40];
	bool made;
	int why;

	if (argc != 3)
		errx(2, "usage: copy MODE SYNC-MODE");
	other = anonymous_present(SIZE);
	snprintf(options, sizeof(options), "quirk-mmap-%s", argv[1]);
	made = subject_create(SIZE, options);
	ours = made ? map(argv[2]) : NULL;
	why = errno;
	for (int i = 0; i < 3; i++) {
		if (!ours) {
			lacks(name_of(i, argv), strerror(why));
			continue;
		}
		sample(&(struct figure){
			.name = name_of(i, argv),
			.against = "anonymous memory that is there",
			.operations = 1,
			.ours = {.run = verbs[i].run, .context = ours},
			.limit = {.run = verbs[i].run, .context = present},
		});
	}
	if (ours)
		munmap(ours, SIZE);
	if (made)
		subject_delete();
	return 0;
}
