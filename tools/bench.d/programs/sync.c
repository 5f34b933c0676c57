// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause
/*
 * sync SIZE: handing so much of a buffer to the device, by ioctl and by sysfs
 */
#include <err.h>
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <u-dma-buf-ioctl.h>

#include "sample.h"
#include "size.h"
#include "subject.h"

#define BUFFER_SIZE (4 << 20)
#define OPERATIONS  100

static uint64_t argument;
static char text[32];
static int device, attribute;

static void by_ioctl(void *unused)
{
	(void)unused;
	for (int i = 0; i < OPERATIONS; i++)
		if (ioctl(device, U_DMA_BUF_IOCTL_SET_SYNC_FOR_DEVICE,
			  &argument))
			give_up(strerror(errno));
}

static void by_sysfs(void *unused)
{
	ssize_t len = strlen(text);

	(void)unused;
	for (int i = 0; i < OPERATIONS; i++)
		if (pwrite(attribute, text, len, 0) != len)
			give_up(strerror(errno));
}

/* The cheapest ioctl that the kernel has does its work before any driver. */
static void no_ioctl(void *unused)
{
	(void)unused;
	for (int i = 0; i < OPERATIONS; i++)
		ioctl(device, FIOCLEX);
}

static void sample_way(const char *way, void (*run)(void *), size_t size)
{
	char name[80];

	snprintf(name, sizeof(name), "sync by %s, %s", way,
		 size_text(size).text);
	sample(&(struct figure){
		.name = name,
		.against = "the cheapest ioctl",
		.operations = OPERATIONS,
		.ours.run = run,
		.limit.run = no_ioctl,
	});
}

int main(int argc, char **argv)
{
	size_t size = argc == 2 ? strtoul(argv[1], NULL, 0) : 0;

	if (!size)
		errx(2, "usage: sync SIZE");
	if (!subject_create(BUFFER_SIZE, "quirk-mmap-on"))
		err(1, "create");
	/* To the device, now. */
	argument = size | 1 << 2 | 1;
	snprintf(text, sizeof(text), "0x%" PRIx64, argument);
	device = subject_open(O_RDWR);
	attribute = open(SUBJECT_AT "sync_for_device", O_WRONLY);
	sample_way("ioctl", by_ioctl, size);
	sample_way("sysfs", by_sysfs, size);
	close(attribute);
	close(device);
	subject_delete();
	return 0;
}
