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

#define NOTHING "/sys/class/misc/bare-devices/nothing"

static uint64_t argument;
static char text[32];

static void by_ioctl(void *device)
{
	for (int i = 0; i < OPERATIONS; i++)
		if (ioctl(*(int *)device, U_DMA_BUF_IOCTL_SET_SYNC_FOR_DEVICE,
			  &argument))
			give_up(strerror(errno));
}

/* The cheapest ioctl that the kernel has does its work before any driver. */
static void no_ioctl(void *device)
{
	for (int i = 0; i < OPERATIONS; i++)
		ioctl(*(int *)device, FIOCLEX);
}

static void write_attribute(void *attribute)
{
	ssize_t len = strlen(text);

	for (int i = 0; i < OPERATIONS; i++)
		if (pwrite(*(int *)attribute, text, len, 0) != len)
			give_up(strerror(errno));
}

static void sample_ioctl(const char *name)
{
	int device = subject_open(O_RDWR);

	sample(&(struct figure){
		.name = name,
		.against = "the cheapest ioctl",
		.operations = OPERATIONS,
		.ours = {.run = by_ioctl, .context = &device},
		.limit = {.run = no_ioctl, .context = &device},
	});
	close(device);
}

static void sample_sysfs(const char *name)
{
	int ours = open(SUBJECT_AT "sync_for_device", O_WRONLY);
	int nothing = open(NOTHING, O_WRONLY);

	if (nothing < 0)
		err(1, NOTHING);
	if (ours < 0) {
		lacks(name, strerror(errno));
		close(nothing);
		return;
	}
	sample(&(struct figure){
		.name = name,
		.against = "an attribute that does nothing",
		.operations = OPERATIONS,
		.ours = {.run = write_attribute, .context = &ours},
		.limit = {.run = write_attribute, .context = &nothing},
	});
	close(nothing);
	close(ours);
}

int main(int argc, char **argv)
{
	size_t size = argc == 2 ? strtoul(argv[1], NULL, 0) : 0;
	char by_ioctl_name[80], by_sysfs_name[80];

	if (!size)
		errx(2, "usage: sync SIZE");
	snprintf(by_ioctl_name, sizeof(by_ioctl_name), "sync by ioctl, %s",
		 size_text(size).text);
	snprintf(by_sysfs_name, sizeof(by_sysfs_name), "sync by sysfs, %s",
		 size_text(size).text);
	if (!subject_create(BUFFER_SIZE, "quirk-mmap-on")) {
		lacks(by_ioctl_name, strerror(errno));
		lacks(by_sysfs_name, strerror(errno));
		return 0;
	}
	/* To the device, now. */
	argument = size | 1 << 2 | 1;
	snprintf(text, sizeof(text), "0x%" PRIx64, argument);
	sample_ioctl(by_ioctl_name);
	sample_sysfs(by_sysfs_name);
	subject_delete();
	return 0;
}
