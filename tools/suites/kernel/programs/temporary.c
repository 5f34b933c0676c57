// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause
/*
 * temporary: who holds a temporary buffer, and when it goes: what several open
 * files and several processes do with it. temporary SECONDS: makers are killed
 * while others open, map, delete and unbind what they made. Nothing may be
 * left.
 */
#include <dirent.h>
#include <signal.h>
#include <stdint.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <time.h>

#include "manager.h"
#include "send-file.h"
#include "tap.h"
#include "write-text.h"

#define SIZE  0x4000
#define MANY  200
#define TRIES 50

static int maker_open(const char *name)
{
	int maker = manager_open(O_RDWR);

	if (manager_write(maker, "create %s %d temporary\n", name, SIZE) < 0)
		err(1, "create %s", name);
	return maker;
}

static int buffer_open_by_name(const char *name)
{
	char path[128];

	snprintf(path, sizeof(path), "/dev/%s", name);
	return open(path, O_RDWR | O_CLOEXEC);
}

static void test_closed(void)
{
	int maker = maker_open("closed");

	tap(buffer_exists("closed"), "a file makes a temporary buffer");
	close(maker);
	tap(!buffer_exists("closed"), "it is gone when close() returns");
}

static int die(void *argument)
{
	(void)argument;
	maker_open("killed");
	raise(SIGKILL);
	return 0;
}

static int die_with_uses(void *argument)
{
	int file;

	(void)argument;
	maker_open("killed");
	file = buffer_open_by_name("killed");
	mmap(NULL, SIZE, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
	raise(SIGKILL);
	return 0;
}

/* Whoever restarts a program that has died finds the name free. */
static void test_killed(void)
{
	int failed = 0;

	for (int i = 0; i < TRIES; i++) {
		child_succeeds(in_child(i % 2 ? die : die_with_uses, NULL));
		failed += buffer_exists("killed");
	}
	tap_number(failed, 0,
		   "it is gone when wait() says that its maker was killed");
}

/* Waits until the socket ends. */
static int inherit(void *argument)
{
	int *sockets = argument;
	char byte;

	close(sockets[0]);
	return read(sockets[1], &byte, 1);
}

static void socket_pair(int *sockets)
{
	if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, sockets))
		err(1, "socketpair");
}

static void test_inherited(void)
{
	int maker = maker_open("inherited");
	int sockets[2], file;
	pid_t child;

	socket_pair(sockets);
	child = in_child(inherit, sockets);
	close(sockets[1]);
	close(maker);
	tap(buffer_exists("inherited"), "it stays while a child has the file");
	file = buffer_open_by_name("inherited");
	tap(file >= 0, "others can open it");
	close(file);
	tap(buffer_exists("inherited"), "and close it");
	close(sockets[0]);
	tap(child_succeeds(child) && !buffer_exists("inherited"),
	    "it is gone when the child has exited");
}

static void test_passed(void)
{
	int sockets[2];
	int maker = maker_open("passed");

	socket_pair(sockets);
	send_file(sockets[0], maker);
	close(maker);
	tap(buffer_exists("passed"), "it stays while the file is under way");
	maker = receive_file(sockets[1]);
	tap(buffer_exists("passed"),
	    "it stays while the receiver has the file");
	send_file(sockets[0], maker);
	close(maker);
	close(sockets[0]);
	close(sockets[1]);
	tap(!buffer_exists("passed"),
	    "it is gone with a message that nobody receives");
}

/* What a user of a buffer without a maker can do, and others cannot. */
static void test_orphaned(void)
{
	int maker = maker_open("orphan");
	int user = buffer_open_by_name("orphan");
	int other = manager_open(O_RDWR);
	uint32_t word = 7;
	uint32_t *words;

	close(maker);
	tap_fails(buffer_open_by_name("orphan"), ENODEV,
		  "nobody opens a buffer without a maker");
	tap_fails(manager_write(other, "delete orphan\n"), EBUSY,
		  "nobody deletes it while it is in use");
	tap_fails(manager_write(other, "create orphan 4096\n"), EEXIST,
		  "its name is taken");
	tap_number(pwrite(user, &word, sizeof(word), 4), sizeof(word),
		   "its user writes to it");
	words = mmap(NULL, SIZE, PROT_READ, MAP_SHARED, user, 0);
	tap(words != MAP_FAILED && words[1] == word, "its user maps it");
	close(user);
	tap(buffer_exists("orphan") && words[1] == word,
	    "the mapping alone keeps it");
	munmap(words, SIZE);
	tap(!buffer_exists("orphan"), "it is gone when munmap() returns");
	close(other);
}

/* The one that has the name now is not concerned. */
static void test_deleted(void)
{
	int other = manager_open(O_RDWR);
	int failed = 0;
	int maker;

	for (int i = 0; i < TRIES; i++) {
		maker = maker_open("deleted");
		failed += manager_write(other, "delete deleted\n") < 0;
		failed += manager_write(other, "create deleted %d\n", SIZE) < 0;
		close(maker);
		failed += !buffer_exists("deleted");
		failed += manager_write(other, "delete deleted\n") < 0;
	}
	tap_number(failed, 0,
		   "after its deletion, closing the file takes nothing else");
	close(other);
}

static int count_named(const char *with)
{
	DIR *class = opendir("/sys/class/u-dma-buf");
	struct dirent *entry;
	int count = 0;

	while (class && (entry = readdir(class)))
		count += begins(entry->d_name, with);
	if (class)
		closedir(class);
	return count;
}

static void test_many(void)
{
	int first = manager_open(O_WRONLY), second = manager_open(O_RDWR);
	int failed = 0;

	for (int i = 0; i < MANY; i++) {
		failed +=
			manager_write(first, "create first%d 4096 temporary\n",
				      i) < 0;
		if (i % 4 == 0)
			failed += manager_write(second,
						"create second%d 4096%s\n", i,
						i % 8 ? "" : " temporary") < 0;
		if (i % 10 == 9)
			failed += manager_write(second, "delete first%d\n", i) <
				  0;
	}
	tap_number(failed, 0, "two files make buffers");
	tap_number(count_named("first"), MANY - MANY / 10,
		   "those of one, opened for writing only, are there");
	close(first);
	tap_number(count_named("first"), 0, "all of its go when it is closed");
	tap_number(count_named("second"), MANY / 4, "those of the other stay");
	for (int i = 4; i < MANY; i += 8)
		failed += manager_write(second, "delete second%d\n", i) < 0;
	tap_number(failed, 0, "the lasting ones are deleted");
	close(second);
	tap_number(count_named("second"), 0, "the others go with the file");
}

static void test_all(void)
{
	test_closed();
	test_killed();
	test_inherited();
	test_passed();
	test_orphaned();
	test_deleted();
	test_many();
}

/* Under load. */

#define MAKERS 3

/* Nothing outlives the test, even if that is killed itself. */
static bool has_parent(void)
{
	return getppid() > 1;
}

static int make_for_ever(void *argument)
{
	int number = *(int *)argument;
	int maker, file;
	char name[16];

	srand(getpid());
	snprintf(name, sizeof(name), "load%d", number);
	while (has_parent()) {
		maker = manager_open(O_WRONLY);
		manager_write(maker, "create %s %d temporary%s\n", name, SIZE,
			      rand() % 2 ? " quirk-mmap-page" : "");
		file = buffer_open_by_name(name);
		if (rand() % 2)
			mmap(NULL, SIZE, PROT_READ, MAP_SHARED, file, 0);
		if (rand() % 2)
			close(file);
		usleep(rand() % 2000);
		close(maker);
		close(file);
	}
	return 0;
}

static int use_for_ever(void *argument)
{
	char name[16];
	void *memory;
	int file;

	(void)argument;
	srand(getpid());
	while (has_parent()) {
		snprintf(name, sizeof(name), "load%d", rand() % MAKERS);
		file = buffer_open_by_name(name);
		if (file < 0)
			continue;
		memory = mmap(NULL, SIZE, PROT_READ | PROT_WRITE, MAP_SHARED,
			      file, 0);
		close(file);
		if (memory != MAP_FAILED)
			munmap(memory, SIZE);
	}
	return 0;
}

static void unbind(const char *name)
{
	char path[128], link[256];
	ssize_t len;

	snprintf(path, sizeof(path), "/sys/class/u-dma-buf/%s/device", name);
	len = readlink(path, link, sizeof(link) - 1);
	if (len < 0)
		return;
	link[len] = '\0';
	write_text("/sys/bus/platform/drivers/u-dma-buf/unbind",
		   strrchr(link, '/') + 1);
}

static int take_for_ever(void *argument)
{
	int other = manager_open(O_RDWR);
	char name[16];

	(void)argument;
	srand(getpid());
	while (has_parent()) {
		snprintf(name, sizeof(name), "load%d", rand() % MAKERS);
		if (rand() % 4)
			manager_write(other, "delete %s\n", name);
		else
			unbind(name);
		usleep(rand() % 1000);
	}
	return 0;
}

static void kill_child(pid_t child)
{
	kill(child, SIGKILL);
	waitpid(child, NULL, 0);
}

static void test_load(int seconds)
{
	int (*const others[])(void *) = {use_for_ever, use_for_ever,
					 take_for_ever};
	int numbers[MAKERS], n_killed = 0;
	pid_t makers[MAKERS], children[3];
	time_t end = time(NULL) + seconds;

	for (int i = 0; i < 3; i++)
		children[i] = in_child(others[i], NULL);
	for (int i = 0; i < MAKERS; i++) {
		numbers[i] = i;
		makers[i] = in_child(make_for_ever, &numbers[i]);
	}
	while (time(NULL) < end) {
		usleep(20000);
		kill_child(makers[n_killed % MAKERS]);
		makers[n_killed % MAKERS] =
			in_child(make_for_ever, &numbers[n_killed % MAKERS]);
		n_killed++;
	}
	for (int i = 0; i < MAKERS; i++)
		kill_child(makers[i]);
	for (int i = 0; i < 3; i++)
		kill_child(children[i]);
	printf("# %d makers were killed\n", n_killed);
	tap_number(count_named("load"), 0, "under load nothing is left");
}

int main(int argc, char **argv)
{
	if (argc > 1)
		test_load(atoi(argv[1]));
	else
		test_all();
	return tap_status();
}
