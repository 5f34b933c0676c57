// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause
/* Has the kernel make one of a task's allocations and copies fail. */
#include <err.h>
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "../write-text.h"
#include "inject.h"

#define DEBUGFS "/sys/kernel/debug/"

static int fail_nth = -1;

void inject_arm(unsigned int nth)
{
	char text[16];
	int len = snprintf(text, sizeof(text), "%u", nth);

	if (pwrite(fail_nth, text, len, 0) != len)
		err(1, "fail-nth");
}

/* How many more had to be for the fault to come; 0: it came. */
unsigned int inject_disarm(void)
{
	char text[16] = "";
	unsigned int left;

	/* What did not come in the call may come in here. */
	left = pread(fail_nth, text, sizeof(text) - 1, 0) > 0 ? atoi(text) : 1;
	while (pwrite(fail_nth, "0", 1, 0) != 1)
		if (errno != EFAULT)
			err(1, "fail-nth");
	return left;
}

static const char *const injectors[] = {"failslab", "fail_page_alloc",
					"fail_usercopy"};

static void must_write(const char *to, const char *text)
{
	if (!write_text(to, text))
		err(1, "%s to %s", text, to);
}

/* By default only what cannot wait fails, and each failure is a report. */
void inject_init(void)
{
	char to[PATH_MAX];

	for (size_t i = 0; i < sizeof(injectors) / sizeof(injectors[0]); i++) {
		snprintf(to, sizeof(to), DEBUGFS "%s/verbose", injectors[i]);
		must_write(to, "0");
	}
	must_write(DEBUGFS "failslab/ignore-gfp-wait", "N");
	must_write(DEBUGFS "fail_page_alloc/ignore-gfp-wait", "N");
	must_write(DEBUGFS "fail_page_alloc/ignore-gfp-highmem", "N");
	must_write(DEBUGFS "fail_page_alloc/min-order", "0");
	fail_nth = open("/proc/thread-self/fail-nth", O_RDWR);
	if (fail_nth < 0)
		err(1, "/proc/thread-self/fail-nth");
}

static uint64_t read_number(const char *from)
{
	uint64_t number;
	FILE *stream = fopen(from, "r");

	if (!stream || fscanf(stream, "%" SCNu64, &number) != 1)
		err(1, "%s", from);
	fclose(stream);
	return number;
}

/* What the DMA API counts as mapped. */
uint64_t mappings_in_use(void)
{
	return read_number(DEBUGFS "dma-api/nr_total_entries") -
	       read_number(DEBUGFS "dma-api/num_free_entries");
}
