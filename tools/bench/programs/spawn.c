// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause
/*
 * spawn FIGURE AGAINST COMMAND LIMIT [UNDO]: how long two commands take from
 * their start to their end. A command is words with a space between; what it
 * prints is thrown away. UNDO, another, is not measured.
 */
#include <err.h>
#include <errno.h>
#include <fcntl.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "sample.h"

#define MOST_WORDS 16

extern char **environ;

static void split(char *text, char **words)
{
	int count = 0;

	for (char *word = strtok(text, " "); word; word = strtok(NULL, " "))
		if (count < MOST_WORDS)
			words[count++] = word;
	words[count] = NULL;
}

/* The status, as waitpid(2) gives it. */
static int run(const char *command)
{
	posix_spawn_file_actions_t actions;
	char *text = strdup(command), *words[MOST_WORDS + 1];
	int status;
	pid_t child;

	split(text, words);
	posix_spawn_file_actions_init(&actions);
	posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null",
					 O_WRONLY, 0);
	/* A serial port would take longer than the command. */
	posix_spawn_file_actions_adddup2(&actions, STDOUT_FILENO,
					 STDERR_FILENO);
	errno = posix_spawnp(&child, words[0], &actions, NULL, words, environ);
	if (errno)
		err(1, "%s", words[0]);
	posix_spawn_file_actions_destroy(&actions);
	free(text);
	if (waitpid(child, &status, 0) < 0)
		err(1, "waitpid");
	return status;
}

static void run_or_give_up(void *command)
{
	static char reason[40];
	int status = run(command);

	if (!status)
		return;
	snprintf(reason, sizeof(reason), "it ends with status %d",
		 WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status));
	give_up(reason);
}

static const char *undo_command;

static void undo(void *unused)
{
	(void)unused;
	run(undo_command);
}

static double microseconds(struct timeval time)
{
	return time.tv_sec * 1e6 + time.tv_usec;
}

static double cpu_time_us(void)
{
	struct rusage usage;

	getrusage(RUSAGE_CHILDREN, &usage);
	return microseconds(usage.ru_utime) + microseconds(usage.ru_stime);
}

int main(int argc, char **argv)
{
	if (argc < 5)
		errx(2, "usage: spawn FIGURE AGAINST COMMAND LIMIT [UNDO]");
	if (getenv("CPU_TIME"))
		sample_clock_us = cpu_time_us;
	undo_command = argv[5];
	sample(&(struct figure){
		.name = argv[1],
		.against = argv[2],
		.operations = 1,
		.ours = {.run = run_or_give_up,
			 .finish = undo_command ? undo : NULL,
			 .context = argv[3]},
		.limit = {.run = run_or_give_up, .context = argv[4]},
	});
	return 0;
}
