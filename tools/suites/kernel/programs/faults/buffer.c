// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause
/* Calls of a buffer's node. */
#include "../ioctls.h"
#include "call.h"

static char path[PATH_MAX];

static void setup_path(void)
{
	snprintf(path, sizeof(path), "/dev/%s", subject.name);
}

static long run_open(void)
{
	return result_of(open(path, O_RDWR));
}

static long run_map(void)
{
	return map_file(subject.file);
}

static long run_ioctls(void)
{
	struct u_dma_buf_ioctl_sync_args sync = {0};
	struct u_dma_buf_ioctl_drv_info info;
	uint64_t number = 1;
	uint32_t owner;

	return result_of(
		ioctl(subject.file, U_DMA_BUF_IOCTL_GET_DRV_INFO, &info) ?:
		ioctl(subject.file, U_DMA_BUF_IOCTL_GET_DEV_INFO, &info) ?:
		ioctl(subject.file, U_DMA_BUF_IOCTL_GET_SYNC, &sync) ?:
		ioctl(subject.file, U_DMA_BUF_IOCTL_SET_SYNC, &sync) ?:
		ioctl(subject.file, U_DMA_BUF_IOCTL_GET_SYNC_OWNER, &owner) ?:
		ioctl(subject.file, U_DMA_BUF_IOCTL_SET_SYNC_FOR_CPU, &number) ?:
		ioctl(subject.file, U_DMA_BUF_IOCTL_SET_SYNC_FOR_DEVICE, &number) ?:
		ioctl(subject.file, U_DMA_BUF_IOCTL_GET_SIZE, &number));
}

const struct call buffer_calls[] = {
	{
		.name = "open",
		.setup = setup_path,
		.run = run_open,
		.undo = close_result,
	},
	{
		.name = "map",
		.setup = open_buffer,
		.run = run_map,
		.undo = unmap_result,
	},
	{
		.name = "ioctls",
		.setup = open_buffer,
		.run = run_ioctls,
	},
	{0},
};
