// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause
/*
 * passed: what two processes do with one open file of the manager, inherited or
 * passed through a socket. They share its unfinished command and its answers.
 */
#include "manager.h"
#include "send-file.h"
#include "tap.h"

#define NOBODY 65534

static int finish_create(void *argument)
{
	return manager_write(*(int *)argument, "96\n") != 3;
}

static int begin_delete_and_exit(void *argument)
{
	return manager_write(*(int *)argument, "delete inh") != 10;
}

static void test_inherited(void)
{
	int file = manager_open(O_RDWR);
	const char *answer;

	tap_number(manager_write(file, "create inherited 40"), 19,
		   "a process begins a command");
	tap(child_succeeds(in_child(finish_create, &file)),
	    "its child ends it");
	tap(buffer_exists("inherited"), "it is done");
	answer = manager_read(file);
	tap(begins(answer, "ok create inherited ") &&
		    strstr(answer, "size=4096"),
	    "the parent reads the answer");
	tap(child_succeeds(in_child(begin_delete_and_exit, &file)),
	    "a child begins a command and exits");
	tap_number(manager_write(file, "erited\n"), 7, "the parent ends it");
	tap(!buffer_exists("inherited"), "it is done");
	close(file);
}

static int read_answers(void *argument)
{
	int file = *(int *)argument;

	return !begins(manager_read(file), "ok create read ") || close(file);
}

static void test_closed_reader(void)
{
	int file = manager_open(O_RDWR);
	int failed = 0;

	manager_write(file, "create read 4096\n");
	tap(child_succeeds(in_child(read_answers, &file)),
	    "a child reads the answers, closes the file and exits");
	for (int i = 0; i < 200; i++)
		failed += manager_write(file, "delete none\n") >= 0 ||
			  errno != ENOENT;
	tap_number(failed, 0, "200 commands that nobody reads the answers to");
	tap_number(manager_write(file, "delete read\n"), 12, "and another");
	close(file);
}

/* Who may not open the device may write to a file that was opened for it. */
static int use_received(void *argument)
{
	int file;

	if (setgid(NOBODY) || setuid(NOBODY))
		err(1, "setuid");
	if (open(MANAGER, O_RDWR) >= 0 || errno != EACCES)
		errx(1, "the device can be opened");
	file = receive_file(*(int *)argument);
	return manager_write(file, "ssed 4096\ncreate second") != 23;
}

static void test_received(void)
{
	int sockets[2], file;
	const char *answer;
	pid_t child;

	if (socketpair(AF_UNIX, SOCK_STREAM, 0, sockets))
		err(1, "socketpair");
	child = in_child(use_received, &sockets[1]);
	file = manager_open(O_RDWR);
	manager_write(file, "create pa");
	send_file(sockets[0], file);
	tap(child_succeeds(child),
	    "a process without privilege writes to a file that it was sent");
	tap(buffer_exists("passed"), "it ended the sender's command");
	answer = manager_read(file);
	tap(begins(answer, "ok create passed "), "the sender reads the answer");
	tap_number(manager_write(file, " 4096;delete passed;delete second;"),
		   34, "the sender ends the receiver's command");
	tap(!buffer_exists("passed") && !buffer_exists("second"),
	    "all of it is done");
	close(file);
}

static void test_closed_unfinished(void)
{
	int file = manager_open(O_RDWR);

	manager_write(file, "create unfinished 4096");
	close(file);
	file = manager_open(O_RDWR);
	tap_number(manager_write(file, "\n"), 1, "a new file begins anew");
	tap(!buffer_exists("unfinished"),
	    "a command without its terminator goes with its file");
	tap(!*manager_read(file), "nothing is said of it");
	close(file);
}

int main(void)
{
	test_inherited();
	test_closed_reader();
	test_received();
	test_closed_unfinished();
	return tap_status();
}
