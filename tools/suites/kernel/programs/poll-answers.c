// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause
/* poll-answers: poll(2) on the control device. */
#include <poll.h>
#include <time.h>

#include "manager.h"
#include "tap.h"

#define ALL (POLLIN | POLLOUT | POLLRDNORM | POLLWRNORM)

static int poll_once(int file, short events, int timeout)
{
	struct pollfd poll_file = {.fd = file, .events = events};

	if (poll(&poll_file, 1, timeout) < 0)
		err(1, "poll");
	return poll_file.revents;
}

static int write_later(void *argument)
{
	nanosleep(&(struct timespec){.tv_nsec = 200000000}, NULL);
	return manager_write(*(int *)argument, "create polled 4096\n") != 19;
}

static void test_waiting(void)
{
	int file = manager_open(O_RDWR);
	char part[3];

	tap_number(poll_once(file, ALL, 0), POLLOUT | POLLWRNORM,
		   "no answer waits: writable");
	manager_write(file, "delete non");
	tap_number(poll_once(file, ALL, 0), POLLOUT | POLLWRNORM,
		   "an unfinished command has no answer");
	manager_write(file, "e\n");
	tap_number(poll_once(file, ALL, 0), ALL, "a failed one has");
	tap_number(read(file, part, sizeof(part)), sizeof(part),
		   "a part of it is read");
	tap_number(poll_once(file, ALL, 0), ALL, "the rest waits");
	tap(begins(manager_read(file), "or ENOENT delete none column=8:"),
	    "the rest is read");
	tap_number(poll_once(file, ALL, 0), POLLOUT | POLLWRNORM,
		   "then none waits");
	tap_number(poll_once(file, POLLIN, 50), 0, "and none comes");
	close(file);
}

static void test_waking(void)
{
	int file = manager_open(O_RDWR);
	pid_t child = in_child(write_later, &file);

	tap_number(poll_once(file, POLLIN, 10000), POLLIN,
		   "an answer wakes who waits for it");
	tap(begins(manager_read(file), "ok create polled "), "it is there");
	tap(child_succeeds(child), "another process had written");
	manager_write(file, "delete polled\n");
	close(file);
}

static void test_write_only(void)
{
	int file = manager_open(O_WRONLY);

	manager_write(file, "delete none\n");
	tap_number(poll_once(file, ALL, 0), POLLOUT | POLLWRNORM,
		   "a file that cannot be read has no answers");
	close(file);
}

int main(void)
{
	test_waiting();
	test_waking();
	test_write_only();
	return tap_status();
}
