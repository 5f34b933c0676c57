// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause
/*
 * transfer SIZE [sync]: read(2) and write(2) of a whole buffer, with O_SYNC if
 * so said
 */
#include <err.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "anonymous.h"
#include "sample.h"
#include "size.h"
#include "subject.h"

static uint8_t *memory;
static size_t size;

static void read_all(void *file)
{
	if (pread(*(int *)file, memory, size, 0) != (ssize_t)size)
		give_up(strerror(errno));
}

static void write_all(void *file)
{
	if (pwrite(*(int *)file, memory, size, 0) != (ssize_t)size)
		give_up(strerror(errno));
}

static int peer_open(void)
{
	int peer = open("/tmp/peer", O_RDWR | O_CREAT, 0600);

	if (peer < 0)
		err(1, "/tmp/peer");
	unlink("/tmp/peer");
	write_all(&peer);
	return peer;
}

int main(int argc, char **argv)
{
	static const struct {
		const char *name;
		void (*run)(void *file);
	} verbs[] = {{"read", read_all}, {"write", write_all}};
	bool synced = argc == 3, made;
	int ours, peer;

	if (argc < 2)
		errx(2, "usage: transfer SIZE [sync]");
	size = strtoul(argv[1], NULL, 0);
	memory = anonymous_present(size);
	peer = peer_open();
	made = subject_create(size, "");
	ours = made ? subject_open(O_RDWR | (synced ? O_SYNC : 0)) : -1;
	for (int i = 0; i < 2; i++) {
		char name[80];

		snprintf(name, sizeof(name), "%s, %s%s", verbs[i].name,
			 size_text(size).text, synced ? ", O_SYNC" : "");
		if (!made) {
			lacks(name, strerror(errno));
			continue;
		}
		sample(&(struct figure){
			.name = name,
			.against = "a file on tmpfs",
			.operations = 1,
			.ours = {.run = verbs[i].run, .context = &ours},
			.limit = {.run = verbs[i].run, .context = &peer},
		});
	}
	if (made) {
		close(ours);
		subject_delete();
	}
	return 0;
}
