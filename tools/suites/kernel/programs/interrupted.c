// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause
/*
 * interrupted WRITERS COMMANDS [restart]: so many processes give the manager a
 * text of so many commands, beginning in the middle of one, while a timer
 * interrupts them. Each goes on where its write ended. A command that were lost
 * or done twice would make the one after it fail. With "restart", system calls
 * are restarted by the kernel.
 */
#include <errno.h>
#include <limits.h>
#include <signal.h>
#include <sys/time.h>
#include <time.h>

#include "manager.h"

/* How often a signal comes at most. */
#define INTERVAL_US 700

struct writer {
	int index;
	int commands;
	bool restart;
};

/* Of all: longer where commands take long, or there would be nothing but
 * signals. */
static long interval_us;
/* Of one process. */
static long short_writes, interruptions;

static void ignore_signal(int signal)
{
	(void)signal;
}

static void interrupt_often(bool restart)
{
	struct sigaction action = {
		.sa_handler = ignore_signal,
		.sa_flags = restart ? SA_RESTART : 0,
	};
	struct itimerval timer = {
		.it_interval.tv_usec = interval_us,
		.it_value.tv_usec = interval_us,
	};

	if (sigaction(SIGALRM, &action, NULL) ||
	    setitimer(ITIMER_REAL, &timer, NULL))
		err(1, "setitimer");
}

/* Goes on after each interruption. Returns 0, or the error that ended it. */
static int write_all(int file, const char *text, size_t len)
{
	ssize_t written;

	for (size_t done = 0; done < len; done += written) {
		written = write(file, text + done, len - done);
		if (written < 0 && errno != EINTR)
			return errno;
		if (written < 0) {
			interruptions++;
			written = 0;
		} else if ((size_t)written < len - done) {
			short_writes++;
		}
	}
	return 0;
}

static void must_write(int file, const char *text, size_t len)
{
	int error = write_all(file, text, len);

	if (error)
		errx(1, "%s", strerrorname_np(error));
}

/* Creations and deletions by turns; returns the length. */
static size_t make_text(const struct writer *writer, char *text)
{
	size_t len = 0;

	for (int i = 0; i < writer->commands / 2; i++)
		len += sprintf(text + len,
			       "create i%d.%d 4096 ;\t\ndelete i%d.%d\n",
			       writer->index, i, writer->index, i);
	return len;
}

static void write_text(const struct writer *writer, int file)
{
	char *text = malloc(writer->commands * 64);
	size_t len = make_text(writer, text);

	must_write(file, text, 9);
	must_write(file, text + 9, len - 9);
	free(text);
}

/* What is dropped of a long command stays dropped, however often the write of
 * its end is restarted. */
static void end_long_command(const struct writer *writer, int file)
{
	char text[1200], commands[128];
	int len = sprintf(commands, "the end\ncreate l%d 4096\ndelete l%d\n",
			  writer->index, writer->index);

	memset(text, 'x', sizeof(text));
	if (write_all(file, text, sizeof(text)) != E2BIG)
		errx(1, "a long command is taken");
	must_write(file, commands, len);
}

static int write_interrupted(void *argument)
{
	const struct writer *writer = argument;
	int file = manager_open(O_WRONLY);

	interrupt_often(writer->restart);
	write_text(writer, file);
	for (int i = 0; i < writer->commands / 8; i++)
		end_long_command(writer, file);
	printf("# writer %d: %ld short writes, %ld interrupted at once\n",
	       writer->index, short_writes, interruptions);
	fflush(stdout);
	return short_writes == 0;
}

static long now_us(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return now.tv_sec * 1000000 + now.tv_nsec / 1000;
}

/* What a command takes at the least when nobody disturbs it. */
static long command_us(void)
{
	static const char text[] = "create timed 4096\ndelete timed\n";
	int file = manager_open(O_WRONLY);
	long least = LONG_MAX;

	for (int i = 0; i < 8; i++) {
		long started = now_us();

		must_write(file, text, strlen(text));
		if (now_us() - started < least)
			least = now_us() - started;
	}
	close(file);
	return least / 2;
}

static void choose_interval(void)
{
	interval_us = command_us() / 2;
	if (interval_us < INTERVAL_US)
		interval_us = INTERVAL_US;
	printf("# a signal every %ld us\n", interval_us);
}

int main(int argc, char **argv)
{
	int writers = argc > 2 ? atoi(argv[1]) : 0;
	struct writer writer = {
		.commands = argc > 2 ? atoi(argv[2]) : 0,
		.restart = argc > 3,
	};
	pid_t children[64];
	bool good = true;

	if (writers < 1 || writers > 64 || writer.commands < 8)
		errx(2, "usage: interrupted WRITERS COMMANDS [restart]");
	choose_interval();
	for (; writer.index < writers; writer.index++)
		children[writer.index] = in_child(write_interrupted, &writer);
	for (int i = 0; i < writers; i++)
		good = child_succeeds(children[i]) && good;
	return good ? 0 : 1;
}
