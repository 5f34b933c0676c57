// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause
/*
 * readme NAME: a C program in the manner of those that follow u-dma-buf's
 * README: attributes by sscanf() and sprintf(), the node with and without
 * O_SYNC, ioctls by their numbers.
 */
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <unistd.h>

#include "tap.h"

static const char *name;
static unsigned char attr[1024];
static unsigned int buf_size;
static unsigned long phys_addr;

static int read_attr(const char *attribute)
{
	char path[128];
	int fd, count;

	snprintf(path, sizeof(path), "/sys/class/u-dma-buf/%s/%s", name,
		 attribute);
	if ((fd = open(path, O_RDONLY)) == -1)
		return -1;
	/* The whole array, as the README has it: sysfs gives what there is. */
	count = read(fd, attr, sizeof(attr));
	close(fd);
	if (count >= 0 && count < (int)sizeof(attr))
		attr[count] = 0;
	return count;
}

static int write_attr(const char *attribute, const char *value)
{
	char path[128];
	int fd, count;

	snprintf(path, sizeof(path), "/sys/class/u-dma-buf/%s/%s", name,
		 attribute);
	if ((fd = open(path, O_WRONLY)) == -1)
		return -1;
	count = write(fd, value, strlen(value));
	close(fd);
	return count;
}

static void test_attributes(void)
{
	char path[128];
	unsigned int by_stream = 0;
	FILE *stream;

	read_attr("phys_addr");
	tap(sscanf((char *)attr, "%lx", &phys_addr) == 1 && phys_addr,
	    "phys_addr by sscanf(\"%lx\")");
	tap(attr[0] == '0' && attr[1] == 'x', "it has 0x in front");
	read_attr("size");
	tap(sscanf((char *)attr, "%u", &buf_size) == 1 && buf_size == 1 << 20,
	    "size by sscanf(\"%u\")");
	snprintf(path, sizeof(path), "/sys/class/u-dma-buf/%s/size", name);
	stream = fopen(path, "r");
	tap(stream && fscanf(stream, "%u", &by_stream) == 1 &&
		    by_stream == buf_size,
	    "size by fscanf()");
	if (stream)
		fclose(stream);
	read_attr("sync_mode");
	tap(atoi((char *)attr) == 1, "sync_mode by atoi()");
}

/* What programs with an accelerator do: fill, hand over, wait, take back, look.
 */
static void test_round(int flags, const char *what)
{
	char path[64], text[160];
	unsigned int *buf;
	int fd, good = 1;

	snprintf(path, sizeof(path), "/dev/%s", name);
	fd = open(path, O_RDWR | flags);
	buf = mmap(NULL, buf_size, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
	close(fd);
	snprintf(text, sizeof(text), "%s: mmap, then close", what);
	tap(fd != -1 && buf != MAP_FAILED, text);
	for (unsigned int i = 0; i < buf_size / sizeof(*buf); i++)
		buf[i] = i ^ 0x55aa0000;
	good &= write_attr("sync_offset", "0") == 1;
	snprintf(text, sizeof(text), "%u", buf_size);
	good &= write_attr("sync_size", text) == (int)strlen(text);
	good &= write_attr("sync_direction", "1") == 1;
	good &= write_attr("sync_for_device", "1") == 1;
	snprintf(text, sizeof(text), "%s: handed to the device", what);
	tap(good && read_attr("sync_owner") > 0 && attr[0] == '1', text);
	good = write_attr("sync_direction", "2\n") == 2;
	good &= write_attr("sync_for_cpu", "1\n") == 2;
	snprintf(text, sizeof(text), "%s: and back", what);
	tap(good && read_attr("sync_owner") > 0 && attr[0] == '0', text);
	good = 1;
	for (unsigned int i = 0; i < buf_size / sizeof(*buf); i++)
		good &= buf[i] == (i ^ 0x55aa0000);
	snprintf(text, sizeof(text), "%s: every word is right", what);
	tap(good, text);
	munmap(buf, buf_size);
}

/* The range in the written value, which the stored one does not change for. */
static void test_packed(void)
{
	unsigned int sync_offset = 0x1000, sync_size = 0x2000;
	unsigned int sync_direction = 1, sync_command = 1;
	char value[64];

	snprintf(value, sizeof(value), "0x%08X%08X", sync_offset,
		 (sync_size & 0xFFFFFFF0) | (sync_direction << 2) |
			 sync_command);
	tap(write_attr("sync_for_device", value) == (int)strlen(value),
	    "a packed value, as a string without an end of line");
	snprintf(value, sizeof(value), "0x%08X%08X\n", sync_offset,
		 (sync_size & 0xFFFFFFF0) | (2 << 2) | sync_command);
	tap(write_attr("sync_for_cpu", value) == (int)strlen(value),
	    "and with one");
	snprintf(value, sizeof(value), "%llu",
		 (unsigned long long)0x1000 << 32 | 0x2000 | 1);
	tap(write_attr("sync_for_cpu", value) == (int)strlen(value),
	    "a packed value in decimal");
	read_attr("sync_size");
	tap(atoi((char *)attr) == (int)buf_size, "sync_size is as it was");
	snprintf(value, sizeof(value), "0x%08X%08X", buf_size, 0x10 | 1);
	tap(write_attr("sync_for_cpu", value) == -1,
	    "a range behind the buffer is refused");
}

static void test_ioctl(void)
{
	struct {
		uint64_t flags;
		char version[16];
	} driver;
	uint64_t size = 0, address = 0, sync = 0x1001;
	uint32_t owner = 7;
	char path[64];
	int fd;

	snprintf(path, sizeof(path), "/dev/%s", name);
	fd = open(path, O_RDWR);
	tap(!ioctl(fd, _IOR('U', 1, driver), &driver) &&
		    (driver.flags & 0xff) == 2,
	    "ioctl: the driver's version");
	tap(!ioctl(fd, _IOR('U', 2, uint64_t), &size) && size == buf_size,
	    "ioctl: size");
	tap(!ioctl(fd, _IOR('U', 3, uint64_t), &address) &&
		    address == phys_addr,
	    "ioctl: address");
	tap(!ioctl(fd, _IOW('U', 6, uint64_t), &sync) &&
		    !ioctl(fd, _IOR('U', 4, uint32_t), &owner) && owner == 1,
	    "ioctl: sync for the device");
	tap(!ioctl(fd, _IOW('U', 5, uint64_t), &sync) &&
		    !ioctl(fd, _IOR('U', 4, uint32_t), &owner) && owner == 0,
	    "ioctl: sync for the CPU");
	close(fd);
}

int main(int argc, char **argv)
{
	if (argc != 2)
		return 2;
	name = argv[1];
	test_attributes();
	test_round(0, "cached");
	for (char mode[] = "1"; mode[0] <= '3'; mode[0]++) {
		char what[32];

		snprintf(what, sizeof(what), "O_SYNC, sync_mode %s", mode);
		write_attr("sync_mode", mode);
		test_round(O_SYNC, what);
	}
	write_attr("sync_mode", "1");
	test_packed();
	test_ioctl();
	return tap_status();
}
