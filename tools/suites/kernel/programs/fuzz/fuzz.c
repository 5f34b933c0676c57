// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause
/*
 * fuzz SECONDS SEED [PCI-ADDRESS]: eight threads make the system calls that a
 * buffer's node, its dma-bufs, its attributes and the manager know, with
 * arguments by chance, some of them sensible; meanwhile another process creates
 * and deletes the buffers and takes away what is behind them. A call may do
 * what it wants but harm the kernel, which tells by itself.
 *
 * All that a thread does follows from the seed, its number, and the number of
 * the round; when it does it does not. A round ends with the death of its
 * processes, which is a test of its own.
 */
#include <err.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "command.h"
#include "kinds.h"
#include "users.h"

#define ROUND_SECONDS 10

static void be_taker(uint64_t seed)
{
	kinds_run(TAKER, seed);
}

static pid_t start(void (*be)(uint64_t), uint64_t seed)
{
	pid_t child;

	fflush(stdout);
	child = fork();
	if (child < 0)
		err(1, "fork");
	if (!child) {
		be(seed);
		_exit(0);
	}
	return child;
}

/* Users that have ended before they were told to have met what no call may do.
 */
static bool users_live(pid_t users)
{
	int status;

	if (!waitpid(users, &status, WNOHANG))
		return true;
	printf("#   the users ended with status 0x%x\n", status);
	return false;
}

static bool run_round(uint64_t seed, unsigned int seconds)
{
	struct random random = {seed};
	pid_t users;
	bool good;

	kinds_stop(false);
	start(be_taker, random_next(&random));
	users = start(be_users, random_next(&random));
	sleep(seconds);
	good = users_live(users);
	/* In the middle of whatever they are at. */
	kill(users, SIGKILL);
	kinds_stop(true);
	/* The taker, the users, and children that those have left. */
	while (waitpid(-1, NULL, 0) > 0)
		;
	return good;
}

static void init_kinds(void)
{
	static const struct kind *const user_kinds[] = {
		file_kinds, splice_kinds, ioctl_kinds, memory_kinds, text_kinds,
	};

	kinds_init();
	for (size_t i = 0; i < sizeof(user_kinds) / sizeof(user_kinds[0]); i++)
		kinds_add(USER, user_kinds[i]);
	kinds_add(TAKER, taker_kinds);
}

int main(int argc, char **argv)
{
	unsigned long calls;
	uint64_t seed;
	time_t end;
	bool good = true;

	if (argc != 3 && argc != 4)
		errx(2, "usage: fuzz SECONDS SEED [PCI-ADDRESS]");
	end = time(NULL) + atoi(argv[1]);
	seed = strtoull(argv[2], NULL, 0);
	pci_address = argv[3];
	init_kinds();
	if (prctl(PR_SET_CHILD_SUBREAPER, 1))
		err(1, "prctl");
	for (uint64_t round = 0; good && time(NULL) < end; round++) {
		struct random random = random_part(seed, round);
		time_t left = end - time(NULL);

		good = run_round(random_next(&random),
				 left < ROUND_SECONDS ? left : ROUND_SECONDS);
	}
	calls = kinds_show(USER) + kinds_show(TAKER);
	printf("# %lu calls, seed %llu\n", calls, (unsigned long long)seed);
	return good && kinds_enough_worked() ? 0 : 1;
}
