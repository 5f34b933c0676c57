// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause
/*
 * minors COUNT: creates so many buffers of a page, says what the first and the
 * later ones cost, tests that each can be found, and deletes them all. 65536
 * are as many as there can be; then it tests how one more is refused.
 */
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <time.h>

#include "buffer.h"
#include "manager.h"
#include "tap.h"

#define ALL 65536
/* Costs are medians of so many. */
#define WINDOW 21

static int manager;
static int count;
static double *costs;
static bool has_minor[ALL];

static double now_us(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return now.tv_sec * 1e6 + now.tv_nsec / 1e3;
}

static int compare(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

/* Around the nth, which is not the first few. */
static double cost_of(int nth)
{
	double window[WINDOW];

	memcpy(window, costs + nth - WINDOW / 2 + 1, sizeof(window));
	qsort(window, WINDOW, sizeof(*window), compare);
	return window[WINDOW / 2];
}

/* Stops at the first that is refused, and returns how many there are. */
static int create_all(void)
{
	double start;
	int made;

	for (made = 0; made < count; made++) {
		start = now_us();
		if (manager_write(manager, "create all%d 4096\n", made) < 0) {
			printf("# all%d: %s\n", made, errno_name(errno));
			break;
		}
		costs[made] = now_us() - start;
	}
	return made;
}

static void show_costs(void)
{
	static const int nths[] = {11, 100, 1000, 10000, 60000};

	for (size_t i = 0; i < sizeof(nths) / sizeof(nths[0]); i++)
		if (nths[i] + WINDOW <= count)
			printf("# create number %d: %.0f us, %.2f of number "
			       "%d\n",
			       nths[i], cost_of(nths[i]),
			       cost_of(nths[i]) / cost_of(nths[0]), nths[0]);
}

/* A node whose minor no other has, and a file that opens. */
static bool is_there(int number)
{
	char path[40];
	struct stat node;
	int file;

	snprintf(path, sizeof(path), "/dev/all%d", number);
	if (stat(path, &node) || !S_ISCHR(node.st_mode) ||
	    minor(node.st_rdev) >= ALL || has_minor[minor(node.st_rdev)])
		return false;
	has_minor[minor(node.st_rdev)] = true;
	file = open(path, O_RDWR);
	if (file < 0)
		return false;
	close(file);
	return true;
}

static int count_there(void)
{
	int there = 0;

	memset(has_minor, 0, sizeof(has_minor));
	for (int i = 0; i < count; i++)
		there += is_there(i);
	return there;
}

static void test_names(void)
{
	for (int number = 0; number < count; number += count / 5) {
		char what[60];

		snprintf(what, sizeof(what), "all%d is found by its name",
			 number);
		tap_fails(manager_write(manager, "create all%d 4096\n", number),
			  EEXIST, what);
	}
}

static void test_one_more(void)
{
	const char *answers;

	manager_read(manager);
	tap_fails(manager_write(manager, "create more 4096\n"), ENOSPC,
		  "one more is refused");
	answers = manager_read(manager);
	tap(strstr(answers, "no minor number left"), "and the answer says why");
	tap(!buffer_exists("more"), "it is not there");
	tap(manager_write(manager, "delete all%d\n", count / 2) > 0,
	    "delete one of them");
	tap(manager_write(manager, "create all%d 4096\n", count / 2) > 0,
	    "then there is room for one");
}

static int delete_all(void)
{
	int deleted = 0;

	for (int i = 0; i < count; i++)
		deleted += manager_write(manager, "delete all%d\n", i) > 0;
	return deleted;
}

/* How long it took since the last of this. */
static void show_time(const char *what)
{
	static double last;
	double now = now_us();

	if (last)
		printf("# %s: %.0f s\n", what, (now - last) / 1e6);
	last = now;
}

int main(int argc, char **argv)
{
	if (argc != 2)
		errx(2, "usage: minors COUNT");
	/* It takes its time: say what is done. */
	setvbuf(stdout, NULL, _IOLBF, 0);
	count = atoi(argv[1]);
	costs = calloc(count, sizeof(*costs));
	manager = manager_open(O_RDWR);
	show_time(NULL);
	tap_number(create_all(), count, "all are created");
	show_time("creating");
	show_costs();
	tap_number(count_there(), count, "each opens, and has its own minor");
	show_time("opening");
	test_names();
	if (count == ALL)
		test_one_more();
	show_time("the rest");
	tap_number(delete_all(), count, "all are deleted");
	show_time("deleting");
	memset(has_minor, 0, sizeof(has_minor));
	tap_number(count_there(), 0, "none is left");
	return tap_status();
}
