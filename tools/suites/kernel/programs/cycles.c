// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause
/*
 * cycles WRITERS CYCLES MOST-MIB SEED: so many processes create and delete
 * buffers of random sizes from 1 MiB up, in every mode, at once: so many cycles
 * in all. Each looks at its buffer's ends. A create may be refused for want of
 * memory, and for nothing else. Says how many were.
 */
#include <errno.h>

#include "buffer.h"
#include "manager.h"
#include "random.h"

#define MIB (1UL << 20)

struct writer {
	int index;
	int cycles;
	unsigned long most;
	uint64_t seed;
};

static const char *const modes[] = {"off", "on", "auto", "page"};

/* Zeroes, which then become something else. */
static void use(const char *name, size_t size)
{
	int file = buffer_open(name, O_RDWR);
	uint8_t *memory = buffer_map(file, size);
	const size_t places[] = {0, size / 2, size - 1};

	for (int i = 0; i < 3; i++) {
		if (memory[places[i]])
			errx(1, "%s: byte %zu is not zero", name, places[i]);
		memory[places[i]] = 0xff;
	}
	munmap(memory, size);
	close(file);
}

/* Says whether there was memory. */
static bool run_cycle(const struct writer *writer, int file,
		      struct random *random)
{
	/* Not a whole number of pages either. */
	size_t size = MIB + random_below(random, (writer->most - 1) * MIB + 1);
	const char *mode = RANDOM_OF(random, modes);
	char name[32];

	snprintf(name, sizeof(name), "cycle%d", writer->index);
	if (manager_write(file, "create %s %zu quirk-mmap-%s\n", name, size,
			  mode) < 0) {
		if (errno != ENOMEM)
			err(1, "create of %zu bytes, mode %s", size, mode);
		return false;
	}
	use(name, size);
	if (manager_write(file, "delete %s\n", name) < 0)
		err(1, "delete %s", name);
	return true;
}

static int run_cycles(void *argument)
{
	const struct writer *writer = argument;
	struct random random = random_part(writer->seed, writer->index);
	int file = manager_open(O_WRONLY);
	int made = 0;

	for (int i = 0; i < writer->cycles; i++)
		made += run_cycle(writer, file, &random);
	printf("# writer %d: %d of %d had memory\n", writer->index, made,
	       writer->cycles);
	fflush(stdout);
	return !made;
}

int main(int argc, char **argv)
{
	int writers = argc == 5 ? atoi(argv[1]) : 0;
	struct writer writer = {0};
	pid_t children[64];
	bool good = true;

	if (writers < 1 || writers > 64)
		errx(2, "usage: cycles WRITERS CYCLES MOST-MIB SEED");
	writer.cycles = atoi(argv[2]) / writers;
	writer.most = strtoul(argv[3], NULL, 0);
	writer.seed = strtoull(argv[4], NULL, 0);
	for (; writer.index < writers; writer.index++)
		children[writer.index] = in_child(run_cycles, &writer);
	for (int i = 0; i < writers; i++)
		good = child_succeeds(children[i]) && good;
	return good ? 0 : 1;
}
