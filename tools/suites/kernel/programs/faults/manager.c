// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause
/* Calls of the manager and of the platform driver: buffers come and go. */
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <string.h>
#include <unistd.h>

#include "../manager.h"
#include "../write-text.h"
#include "call.h"

#define DRIVER "/sys/bus/platform/drivers/u-dma-buf/"

static int manager = -1;
/* The buffer's platform device. */
static char device[PATH_MAX];

static void setup_manager(void)
{
	manager = manager_open(O_RDWR);
	subject.size = 0x5000;
}

static long run_create(void)
{
	return result_of(manager_write(manager, "create %s 0x%zx %s\n",
				       subject.name, subject.size,
				       subject.options));
}

static void create(void)
{
	must(run_create() > 0, "create");
}

static long run_delete(void)
{
	return result_of(manager_write(manager, "delete %s\n", subject.name));
}

static void undo_create(long result)
{
	(void)result;
	must(run_delete() > 0, "delete");
}

static bool is_gone(void)
{
	return !buffer_exists(subject.name);
}

static bool is_there(void)
{
	return buffer_exists(subject.name);
}

static void prepare_delete(void)
{
	if (is_gone())
		create();
}

static void setup_bound(void)
{
	char path[PATH_MAX], link[PATH_MAX];
	ssize_t len;

	setup_manager();
	create();
	snprintf(path, sizeof(path), "/sys/class/u-dma-buf/%s/device",
		 subject.name);
	len = readlink(path, link, sizeof(link) - 1);
	must(len > 0, "readlink of the device of");
	link[len] = '\0';
	snprintf(device, sizeof(device), "%s", strrchr(link, '/') + 1);
}

static long run_write_to(const char *to)
{
	int fd = open(to, O_WRONLY);
	long result =
		fd < 0 ? -errno : result_of(write(fd, device, strlen(device)));

	if (fd >= 0)
		close(fd);
	return result;
}

static void prepare_unbind(void)
{
	if (is_gone())
		must(write_text(DRIVER "bind", device), "bind");
}

static void prepare_bind(void)
{
	if (is_there())
		must(write_text(DRIVER "unbind", device), "unbind");
}

static long run_unbind(void)
{
	return run_write_to(DRIVER "unbind");
}

static long run_bind(void)
{
	return run_write_to(DRIVER "bind");
}

static void prepare_answer(void)
{
	must(manager_write(manager, "delete nobody\n") < 0, "delete beside");
}

static long run_answer(void)
{
	char text[4096];

	return result_of(read(manager, text, sizeof(text)));
}

static long run_refused(void)
{
	long result = result_of(manager_write(manager, "delete nobody\n"));

	return result == -ENOENT ? 0 : result;
}

const struct call manager_calls[] = {
	{
		.name = "create",
		.setup = setup_manager,
		.run = run_create,
		.undo = undo_create,
		.is_undone = is_gone,
	},
	{
		.name = "delete",
		.setup = setup_manager,
		.prepare = prepare_delete,
		.run = run_delete,
		.is_undone = is_there,
	},
	/* The only error that the driver core does not comment on. */
	{
		.name = "bind",
		.setup = setup_bound,
		.prepare = prepare_bind,
		.run = run_bind,
		.is_undone = is_gone,
		.other = -ENODEV,
	},
	{
		.name = "unbind",
		.setup = setup_bound,
		.prepare = prepare_unbind,
		.run = run_unbind,
		.is_undone = is_there,
	},
	{
		.name = "refused",
		.setup = setup_manager,
		.run = run_refused,
	},
	{
		.name = "answer",
		.setup = setup_manager,
		.prepare = prepare_answer,
		.run = run_answer,
	},
	{0},
};
