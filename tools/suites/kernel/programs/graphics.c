// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause
/*
 * graphics CARD NAME: a part of a buffer as an object of a DRM device (the
 * kernel's vgem), and back. The buffer has at least four pages.
 */
#include <poll.h>
#include <string.h>
#include <sys/stat.h>

#include "ioctls.h"
#include "manager.h"
#include "tap.h"

/* Of drm.h and vgem_drm.h, which not every C library's headers come with. */
struct drm_gem_close {
	uint32_t handle;
	uint32_t pad;
};

struct drm_prime_handle {
	uint32_t handle;
	uint32_t flags;
	int32_t fd;
};

struct vgem_fence_attach {
	uint32_t handle;
	uint32_t flags;
	uint32_t out_fence;
	uint32_t pad;
};

struct vgem_fence_signal {
	uint32_t fence;
	uint32_t flags;
};

#define GEM_CLOSE	   _IOW('d', 0x09, struct drm_gem_close)
#define PRIME_HANDLE_TO_FD _IOWR('d', 0x2d, struct drm_prime_handle)
#define PRIME_FD_TO_HANDLE _IOWR('d', 0x2e, struct drm_prime_handle)
#define FENCE_ATTACH	   _IOWR('d', 0x41, struct vgem_fence_attach)
#define FENCE_SIGNAL	   _IOW('d', 0x42, struct vgem_fence_signal)
#define FENCE_WRITE	   0x1

static const char *name;
static int card, file;
static size_t page, size;
static uint8_t *bytes;

static void fill(uint8_t seed)
{
	for (size_t i = 0; i < size; i++)
		bytes[page + i] = i * 7 + (i >> 8) + seed;
}

/* The object's handle; 0: there is none. */
static uint32_t import(int part)
{
	struct drm_prime_handle prime = {.fd = part};

	return ioctl(card, PRIME_FD_TO_HANDLE, &prime) ? 0 : prime.handle;
}

static int export_back(uint32_t handle)
{
	struct drm_prime_handle prime = {.handle = handle,
					 .flags = O_RDWR | O_CLOEXEC};

	return ioctl(card, PRIME_HANDLE_TO_FD, &prime) ? -1 : prime.fd;
}

static void test_object(uint32_t handle, int part)
{
	struct stat first, second;
	int again = export_back(handle);
	uint8_t *seen;

	tap_number(import(part), handle,
		   "the same part is the same object a second time");
	if (!tap(again >= 0, "the object is exported again"))
		return;
	tap(!fstat(part, &first) && !fstat(again, &second) &&
		    first.st_ino == second.st_ino,
	    "as the dma-buf that it was imported from");
	tap_number(lseek(again, 0, SEEK_END), size, "and of its size");
	fill(1);
	seen = buffer_map(again, size);
	tap(!memcmp(seen, bytes + page, size),
	    "a mapping of it shows the part");
	memset(seen, 0x3c, size);
	tap(bytes[page] == 0x3c && bytes[page + size - 1] == 0x3c,
	    "the buffer shows what is written there");
	munmap(seen, size);
	close(again);
}

static bool is_ready(int part, short events)
{
	struct pollfd ready = {.fd = part, .events = events};

	return poll(&ready, 1, 0) == 1 && ready.revents == events;
}

/* While a device is at work on the object, poll() on the dma-buf waits. */
static void test_fence(uint32_t handle, int part)
{
	struct vgem_fence_attach attach = {.handle = handle,
					   .flags = FENCE_WRITE};
	struct vgem_fence_signal signal = {0};

	tap(is_ready(part, POLLIN) && is_ready(part, POLLOUT),
	    "a part that no device works on is ready");
	tap_number(ioctl(card, FENCE_ATTACH, &attach), 0,
		   "the device begins to write to it");
	tap(!is_ready(part, POLLIN) && !is_ready(part, POLLOUT),
	    "it is not ready, to read or to write");
	signal.fence = attach.out_fence;
	tap_number(ioctl(card, FENCE_SIGNAL, &signal), 0,
		   "the device has written");
	tap(is_ready(part, POLLIN) && is_ready(part, POLLOUT),
	    "it is ready again");
}

/* The DRM device alone has the buffer. */
static void test_hold(uint32_t handle, int part)
{
	struct drm_gem_close end = {.handle = handle};
	int manager = manager_open(O_RDWR);

	munmap(bytes, 2 * page + size);
	close(part);
	close(file);
	tap_fails(manager_write(manager, "delete %s\n", name), EBUSY,
		  "delete while the DRM device has the object");
	tap_number(ioctl(card, GEM_CLOSE, &end), 0, "the object ends");
	close(manager);
}

int main(int argc, char **argv)
{
	uint32_t handle;
	int part;

	if (argc != 3)
		errx(2, "usage: graphics CARD NAME");
	name = argv[2];
	page = sysconf(_SC_PAGESIZE);
	card = open(argv[1], O_RDWR);
	if (card < 0)
		err(1, "%s", argv[1]);
	file = buffer_open(name, O_RDWR);
	size = buffer_attribute(name, "size") / page * page - 2 * page;
	bytes = buffer_map(file, 2 * page + size);
	part = buffer_export(file, page, size, O_RDWR);
	if (part < 0)
		err(1, "EXPORT");
	handle = import(part);
	if (!tap(handle, "a part of the buffer becomes an object"))
		err(1, "PRIME_FD_TO_HANDLE");
	test_object(handle, part);
	test_fence(handle, part);
	test_hold(handle, part);
	return tap_status();
}
