// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause
/* ioctls of buffers, of dma-bufs, and of devices that import those. */
#include <fcntl.h>
#include <linux/dma-buf.h>

#include <importer.h>

#include "../ioctls.h"
#include "draw.h"
#include "kinds.h"

static bool make_ioctl(struct random *random)
{
	static const unsigned long commands[] = {
		U_DMA_BUF_IOCTL_GET_DRV_INFO,
		U_DMA_BUF_IOCTL_GET_SIZE,
		U_DMA_BUF_IOCTL_GET_DMA_ADDR,
		U_DMA_BUF_IOCTL_GET_SYNC_OWNER,
		U_DMA_BUF_IOCTL_SET_SYNC_FOR_CPU,
		U_DMA_BUF_IOCTL_SET_SYNC_FOR_DEVICE,
		U_DMA_BUF_IOCTL_GET_DEV_INFO,
		U_DMA_BUF_IOCTL_GET_SYNC,
		U_DMA_BUF_IOCTL_SET_SYNC,
		U_DMA_BUF_IOCTL_SET_SYNC,
	};

	return !ioctl(file_of(random, BUFFER), RANDOM_OF(random, commands),
		      any_argument(random));
}

static bool make_wild_ioctl(struct random *random)
{
	static const char magics[] = {'U', 'U', 'U', 'b', 'I'};
	unsigned long command =
		_IOC(random_below(random, 4), RANDOM_OF(random, magics),
		     random_below(random, 20), random_below(random, 64));

	return !ioctl(any_file(random),
		      random_chance(random, 4) ? random_next(random) : command,
		      any_argument(random));
}

static bool make_export(struct random *random)
{
	static const uint64_t flags[] = {O_RDWR, O_RDWR | O_SYNC,
					 O_RDONLY | O_CLOEXEC, O_WRONLY};
	uint64_t offset = random_below(random, 4) * PAGE;
	uint64_t size = (1 + random_below(random, 4)) * PAGE;

	if (random_chance(random, 4))
		return keep_file(random, EXPORT,
				 buffer_export(file_of(random, BUFFER),
					       random_edge(random),
					       random_edge(random),
					       random_edge(random)));
	return keep_file(random, EXPORT,
			 buffer_export(file_of(random, BUFFER), offset, size,
				       RANDOM_OF(random, flags)));
}

static bool make_dma_buf_ioctl(struct random *random)
{
	struct dma_buf_sync sync = {random_below(random, 10)};
	struct {
		uint32_t flags;
		int32_t fd;
	} fence = {random_below(random, 5), any_file(random)};
	int file = file_of(random, EXPORT);

	switch (random_below(random, 4)) {
	case 0:
		return !ioctl(file, DMA_BUF_SET_NAME, any_pointer(random));
	case 1:
		/* EXPORT_SYNC_FILE, IMPORT_SYNC_FILE */
		if (ioctl(file,
			  random_below(random, 2) ? _IOWR('b', 2, fence)
						  : _IOW('b', 3, fence),
			  &fence))
			return false;
		return keep_file(random, EXPORT, fence.fd);
	default:
		return !ioctl(file, DMA_BUF_IOCTL_SYNC, &sync);
	}
}

static bool make_import(struct random *random)
{
	struct importer_mapping part = {.direction = random_below(random, 4)};
	int exported = file_of(random, EXPORT);
	int importer = file_of(random, IMPORTER);

	switch (random_below(random, 5)) {
	case 0:
		return !ioctl(importer, IMPORTER_UNMAP);
	case 1:
		return !ioctl(importer, IMPORTER_DETACH);
	case 2:
		return !ioctl(importer, IMPORTER_MAP, &part);
	default:
		return !ioctl(importer, IMPORTER_ATTACH, &exported);
	}
}

const struct kind ioctl_kinds[] = {
	{"ioctl", make_ioctl, 8, true},
	{"wild ioctl", make_wild_ioctl, 4, false},
	{"export", make_export, 6, true},
	{"ioctl of a dma-buf", make_dma_buf_ioctl, 5, false},
	{"import", make_import, 8, false},
	{0},
};
