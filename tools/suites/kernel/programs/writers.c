// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause
/*
 * writers WRITERS ROUNDS [shared]: so many processes create and delete buffers
 * of their own at once, each through an open file of its own or all through
 * one. In between come commands that fail, at every stage that one can fail at.
 * Where a limit is in force, a create may be refused for it. Ends well where
 * every command did what it should.
 */
#include <errno.h>

#include "manager.h"

struct writer {
	int index;
	int rounds;
	/* The one open file of all; -1: each has its own. */
	int shared;
};

/* A command that must fail with this error. */
static void must_fail(int file, int error, const char *command)
{
	if (manager_write(file, "%s\n", command) >= 0 || errno != error)
		errx(1, "'%s' does not give %s", command,
		     strerrorname_np(error));
}

static void fail_at_every_stage(int file)
{
	must_fail(file, EINVAL, "create bad/name 4096");
	must_fail(file, ENODEV, "create nowhere 4096 device=nosuch");
	must_fail(file, ENOENT, "delete nosuch");
}

static void expect_answer(const struct writer *writer, int file,
			  const char *verb, const char *name)
{
	char wanted[64];
	const char *answer;

	/* Another's answer may be the next one of a shared file. */
	if (writer->shared >= 0)
		return;
	snprintf(wanted, sizeof(wanted), "ok %s %s ", verb, name);
	answer = manager_read(file);
	if (!begins(answer, wanted) || strchr(answer, '\n')[1])
		errx(1, "the answer to %s %s is %s", verb, name, answer);
}

static void must_run(const struct writer *writer, int file, const char *verb,
		     const char *name, const char *rest)
{
	if (manager_write(file, "%s %s%s\n", verb, name, rest) < 0)
		err(1, "%s %s", verb, name);
	expect_answer(writer, file, verb, name);
}

/* Says whether the buffer was created: not where a limit forbids. */
static bool create(const struct writer *writer, int file, const char *name)
{
	if (manager_write(file, "create %s 4096\n", name) < 0) {
		if (errno != EDQUOT)
			err(1, "create %s", name);
		manager_read(file);
		return false;
	}
	expect_answer(writer, file, "create", name);
	return true;
}

static void write_round(const struct writer *writer, int file, int round)
{
	char name[32], again[64];

	snprintf(name, sizeof(name), "w%d.%d", writer->index, round);
	if (!create(writer, file, name))
		return;
	if (!buffer_exists(name))
		errx(1, "%s is not there", name);
	snprintf(again, sizeof(again), "create %s 4096", name);
	must_fail(file, EEXIST, again);
	fail_at_every_stage(file);
	if (writer->shared < 0)
		manager_read(file);
	must_run(writer, file, "delete", name, "");
	if (buffer_exists(name))
		errx(1, "%s is still there", name);
}

static int write_rounds(void *argument)
{
	const struct writer *writer = argument;
	int file = writer->shared < 0 ? manager_open(O_RDWR) : writer->shared;

	for (int round = 0; round < writer->rounds; round++)
		write_round(writer, file, round);
	return 0;
}

int main(int argc, char **argv)
{
	int writers = argc > 1 ? atoi(argv[1]) : 0;
	struct writer writer = {
		.rounds = argc > 2 ? atoi(argv[2]) : 0,
		.shared = argc > 3 ? manager_open(O_RDWR) : -1,
	};
	pid_t children[64];
	bool good = true;

	if (writers < 1 || writers > 64 || writer.rounds < 1)
		errx(2, "usage: writers WRITERS ROUNDS [shared]");
	for (; writer.index < writers; writer.index++)
		children[writer.index] = in_child(write_rounds, &writer);
	for (int i = 0; i < writers; i++)
		good = child_succeeds(children[i]) && good;
	return good ? 0 : 1;
}
