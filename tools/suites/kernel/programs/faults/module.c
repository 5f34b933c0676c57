// SPDX-FileCopyrightText: 2026 The u-dma-buf-mgr developers
// SPDX-License-Identifier: BSD-2-Clause
/* Loading a module. */
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "call.h"

static char path[PATH_MAX];

static char *module_of(const char *module_file)
{
	static char module[PATH_MAX];
	char *at;

	snprintf(module, sizeof(module), "%s", strrchr(module_file, '/') + 1);
	*strrchr(module, '.') = '\0';
	for (at = module; *at; at++)
		if (*at == '-')
			*at = '_';
	return module;
}

static void setup_module(void)
{
	subject.file = open(subject.name, O_RDONLY);
	must(subject.file >= 0, "open of");
	snprintf(path, sizeof(path), "/sys/module/%s", module_of(subject.name));
}

static long run_load(void)
{
	return result_of(
		syscall(SYS_finit_module, subject.file, subject.options, 0));
}

static void undo_load(long result)
{
	(void)result;
	must(!syscall(SYS_delete_module, module_of(subject.name), 0),
	     "unloading of");
}

static bool is_unloaded(void)
{
	return access(path, F_OK) != 0;
}

const struct call module_calls[] = {
	{
		.name = "load",
		.setup = setup_module,
		.run = run_load,
		.undo = undo_load,
		.is_undone = is_unloaded,
	},
	{0},
};
