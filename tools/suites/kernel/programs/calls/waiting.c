// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause
/* Locks on the node, and waiting for it. */
#include <poll.h>
#include <sys/epoll.h>
#include <sys/file.h>
#include <sys/inotify.h>
#include <sys/select.h>
#include <sys/wait.h>

#include "calls.h"

/* What another process is told of a lock on the node's first page. */
static int lock_in_child(void)
{
	int status = -1;
	pid_t child = fork();

	if (!child) {
		struct flock lock = {.l_type = F_WRLCK, .l_len = page};
		int opened = buffer_open(name, O_RDWR);

		_exit(fcntl(opened, F_SETLK, &lock) ? errno : 0);
	}
	waitpid(child, &status, 0);
	return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

void test_locks(void)
{
	struct flock lock = {.l_type = F_WRLCK, .l_len = page};
	int other = buffer_open(name, O_RDWR);

	puts("# locks");
	tap_number(flock(file, LOCK_EX | LOCK_NB), 0, "flock");
	tap_fails(flock(other, LOCK_EX | LOCK_NB), EAGAIN,
		  "another open file does not get it");
	tap_number(flock(file, LOCK_UN), 0, "it is given back");
	tap_number(flock(other, LOCK_SH | LOCK_NB), 0, "then it gets it");
	tap_number(fcntl(other, F_OFD_SETLK, &lock), 0, "F_OFD_SETLK");
	tap_number(lock_in_child(), EAGAIN, "another process has to wait");
	lock.l_type = F_UNLCK;
	tap_number(fcntl(other, F_OFD_SETLK, &lock), 0, "F_UNLCK");
	tap_number(lock_in_child(), 0, "and then has the lock");
	lock.l_type = F_WRLCK;
	tap_number(fcntl(file, F_SETLK, &lock), 0, "F_SETLK");
	tap_number(lock_in_child(), EAGAIN, "another process has to wait");
	close(other);
	tap_number(lock_in_child(), 0, "close of any file ends that lock");
}

static void test_select(void)
{
	struct timeval no_time = {0};
	fd_set to_read, to_write;

	FD_ZERO(&to_read);
	FD_ZERO(&to_write);
	FD_SET(file, &to_read);
	FD_SET(file, &to_write);
	tap_number(select(file + 1, &to_read, &to_write, NULL, &no_time), 2,
		   "select");
}

/* Reading and writing never wait. */
void test_readiness(void)
{
	struct pollfd ready = {.fd = file,
			       .events = POLLIN | POLLOUT | POLLPRI};
	struct epoll_event event = {.events = EPOLLIN};
	int watcher = epoll_create1(EPOLL_CLOEXEC);
	char events[4096];

	puts("# waiting");
	test_select();
	tap_number(poll(&ready, 1, 1000), 1, "poll");
	tap_number(ready.revents, POLLIN | POLLOUT,
		   "it can be read and written at once");
	tap_fails(epoll_ctl(watcher, EPOLL_CTL_ADD, file, &event), EPERM,
		  "epoll, as of a file that is always ready");
	close(watcher);
	watcher = inotify_init1(IN_NONBLOCK);
	tap(inotify_add_watch(watcher, node, IN_CLOSE_WRITE) >= 0, "inotify");
	close(buffer_open(name, O_RDWR));
	tap(read(watcher, events, sizeof(events)) > 0, "it tells of a close");
	close(watcher);
}
