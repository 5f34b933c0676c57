// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause
/*
 * kernel-log: the text of all messages that the kernel's log holds, a line
 * each. (busybox's dmesg shows no more than the last 16 MiB.)
 */
#include <err.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* A record is "priority,number,time,flags;text\n", and properties of it. */
static void show(char *record)
{
	char *text = strchr(record, ';');

	if (!text)
		errx(1, "a record without text: %s", record);
	text[strcspn(text, "\n")] = '\0';
	puts(text + 1);
}

int main(void)
{
	static char record[8193];
	int log = open("/dev/kmsg", O_RDONLY | O_NONBLOCK);
	ssize_t length;

	if (log < 0)
		err(1, "/dev/kmsg");
	for (;;) {
		length = read(log, record, sizeof(record) - 1);
		/* EPIPE: newer messages took the place of the next. */
		if (length < 0 && errno == EPIPE)
			continue;
		if (length < 0 && errno == EAGAIN)
			return 0;
		if (length < 0)
			err(1, "/dev/kmsg");
		record[length] = '\0';
		show(record);
	}
}
